# shellcheck shell=bash
# shellcheck disable=SC2154
# What up and down share: knowing the cluster's processes, and stopping them. Sourced, not run; $dir is the cluster's folder.

cluster_services=(etcd kube-apiserver containerd kube-controller-manager kube-scheduler kubelet)

fail() {
  printf 'cluster: %s\n' "$*" >&2
  exit 1
}

# running SERVICE - the service's pid, if it runs in $dir. A pid file alone proves nothing: after a restart of the machine
# the number may be somebody else's.
running() {
  local pid name
  pid=$(cat "$dir/$1.pid" 2>/dev/null) || return 1
  name=$(basename "$(readlink "/proc/$pid/exe" 2>/dev/null)") || return 1
  [ "$name" = "$1" ] && [ "$(readlink "/proc/$pid/cwd" 2>/dev/null)" = "$dir" ] && printf '%s\n' "$pid"
}

# shims - the pids of the container shims that belong to the containerd in $dir.
shims() {
  local directory
  for directory in /proc/[0-9]*; do
    { tr '\0' '\n' <"$directory/cmdline"; } 2>/dev/null | grep -qxF -- "$dir/containerd.sock" || continue
    case $(readlink "$directory/exe") in */containerd-shim-runc-v2*) printf '%s\n' "${directory#/proc/}" ;; esac
  done
}

# kill_now PID... - kills them, and returns when they are gone. Nothing here is worth a clean shutdown: all state is deleted.
kill_now() {
  [ $# -gt 0 ] || return 0
  kill -KILL "$@" 2>/dev/null || true
  local pid
  for pid in "$@"; do
    for _ in {1..100}; do
      # A zombie whose parent does not fetch it has released all that it held.
      case $(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null) in '' | Z*) break ;; esac
      sleep 0.05
    done
  done
}

# stop_everything - ends every process and mount of the cluster in $dir, in whatever state it is, and removes what its
# containers left elsewhere on the machine. Keeps the files in $dir.
stop_everything() {
  local service pid pids=() container id address
  # The services first, or they would bring the containers back.
  for service in "${cluster_services[@]}"; do
    pid=$(running "$service") && pids+=("$pid")
  done
  kill_now "${pids[@]}"
  # A container's first process is a child of its shim; the kernel ends the rest of the container with it.
  for pid in $(shims); do
    # shellcheck disable=SC2046 # a list of numbers
    kill_now $(cat "/proc/$pid/task/$pid/children" 2>/dev/null) "$pid"
  done
  awk -v under="$dir/" 'index($2, under) == 1 { print $2 }' /proc/mounts | sort -r | while read -r mount; do umount -l "$mount"; done
  for container in "$dir"/containerd-state/io.containerd.runtime.v2.task/k8s.io/*/; do
    id=$(basename "$container")
    address=$(cat "$container/address" 2>/dev/null) && rm -f "${address#unix://}"
    rm -f /var/lib/cni/results/*-"$id"-*
    rmdir /sys/fs/cgroup/k8s.io/"$id" /sys/fs/cgroup/*/k8s.io/"$id" 2>/dev/null
  done
  rmdir /sys/fs/cgroup/k8s.io /sys/fs/cgroup/*/k8s.io 2>/dev/null # unless another containerd uses it
  [ ! -d /var/log/containers ] || find /var/log/containers -lname "$dir/*" -delete
}
