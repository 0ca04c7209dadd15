# shellcheck shell=bash
# For tests/package/*: a clean Debian root in $root, below the folder $work, both of which go when the script ends, with the
# processes in $pids. What debootstrap has made is kept for the next time in PORTOLAN_ROOT_CACHE (~/.cache/portolan/debian);
# the mirror is the machine's own. Needs root.
cache=${PORTOLAN_ROOT_CACHE:-$HOME/.cache/portolan/debian}
[ "$(id -u)" = 0 ] || { echo "${0##*/}: run this as root: it needs chroot" >&2; exit 1; }
work=$(mktemp -d "${TMPDIR:-/tmp}/portolan-package-XXXXXX")
root=$work/root
pids=()

until_true() { # until_true SECONDS COMMAND...
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.1
  done
}
clean_up() {
  [ ${#pids[@]} = 0 ] || kill "${pids[@]}" 2>/dev/null || true
  local mount
  awk -v under="$work/" 'index($2, under) == 1 { print $2 }' /proc/mounts | sort -r | while read -r mount; do umount -l "$mount"; done
  rm -rf "$work"
}
trap clean_up EXIT

mirror() { # MIRROR SUITE of the machine's own release
  local release
  release=$(. /etc/os-release && echo "$VERSION_CODENAME")
  apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' | awk -v r="$release" '$2 == r { print $1, $2; exit }'
}

make_root() { # in $root
  local address suite
  read -r address suite < <(mirror)
  mkdir -p "$root" "$cache"
  if [ ! -f "$cache/$suite.tar" ]; then
    debootstrap --variant=minbase "$suite" "$work/new" "$address" >"$work/debootstrap.log" || { tail "$work/debootstrap.log" >&2; exit 1; }
    rm -f "$work/new/var/cache/apt/archives"/*.deb
    tar --create --file "$cache/$suite.tar.part" --directory "$work/new" .
    mv "$cache/$suite.tar.part" "$cache/$suite.tar"
    rm -rf "$work/new"
  fi
  tar --extract --file "$cache/$suite.tar" --directory "$root"
  # The machine's sources: with them come security updates. They are nobody else's business, so they stay in this root.
  rm -f "$root/etc/apt/sources.list"
  cp -r /etc/apt/sources.list* "$root/etc/apt/" 2>/dev/null || true
  find "$root/etc/apt/sources.list.d" -type f ! -name 'debian.sources' -delete
  cp /etc/resolv.conf "$root/etc/"
  printf '127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n' >"$root/etc/hosts"  # as the installer does
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod +x "$root/usr/sbin/policy-rc.d"
  mount -t proc proc "$root/proc"
  mount -t tmpfs tmpfs "$root/dev"
  mknod -m 666 "$root/dev/null" c 1 3
  mknod -m 666 "$root/dev/zero" c 1 5
  mknod -m 666 "$root/dev/urandom" c 1 9
  mknod -m 666 "$root/dev/random" c 1 8
  mknod -m 666 "$root/dev/tty" c 5 0
  mkdir "$root/dev/shm" "$root/dev/pts"
  chmod 1777 "$root/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
  ln -s pts/ptmx "$root/dev/ptmx"
  ln -s /proc/self/fd "$root/dev/fd"
  chroot "$root" useradd --create-home someone
}

apt() { chroot "$root" env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -qy -o Dpkg::Use-Pty=0 "$@"; }
