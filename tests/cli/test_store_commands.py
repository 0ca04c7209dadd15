#!/usr/bin/env python3
"""test_store_commands.py --program FILE --source FOLDER - the commands import, export, add, edit, remove, list, sync,
validate and completion, the manual pages and the JSON Schema, as a person and as a script use them."""

import argparse
import contextlib
import json
import os
import pathlib
import pty
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

try:
    import jsonschema  # of others: nobody here wrote it
except ImportError:
    jsonschema = None

options = None
HOSTILE = "\x1b[2Jred\u202eevil\u200f <b>bold</b> ../../etc/passwd $(touch /tmp/x) %s\n\x00end"


class StoreTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="portolan-store-")
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        self.store = self.folder / "config/portolan/forwards.json"
        self.environment = {
            **{k: v for k, v in os.environ.items() if k in ("PATH", "TMPDIR") or k.endswith("SAN_OPTIONS")},
            "HOME": str(self.folder / "home"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_STATE_HOME": str(self.folder / "state"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "LC_ALL": "C.UTF-8",
            "KUBECONFIG": str(self.folder / "kubeconfig"),
        }
        (self.folder / "home").mkdir()
        (self.folder / "run").mkdir(mode=0o700)

    def run_program(self, *arguments, text=None, code=0, **more):
        done = subprocess.run(
            [options.program, *map(str, arguments)],
            input=text if isinstance(text, (bytes, type(None))) else text.encode(),
            stdin=subprocess.DEVNULL if text is None else None,
            capture_output=True,
            timeout=60,
            env={**self.environment, **more},
        )
        done.out, done.err = done.stdout.decode(), done.stderr.decode()
        self.assertEqual(done.returncode, code, f"{arguments}: {done.out}{done.err}")
        return done

    def json_of(self, *arguments, **more):
        return json.loads(self.run_program(*arguments, "--json", **more).out)

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else (content if isinstance(content, str) else json.dumps(content)).encode())
        return path

    def saved(self):
        return json.loads(self.store.read_text()) if self.store.exists() else []

    def save(self, *entries):
        return self.run_program("import", self.file("given.json", list(entries)), "--yes", "--allow-conflicts")


WEB = {"alias": "web", "context": "team", "namespace": "shop", "service": "web", "local_port": 18080, "remote_port": 80}
DB = {"alias": "db", "context": "team", "namespace": "shop", "service": "db", "local_port": 15432, "remote_port": 5432}


class ImportTest(StoreTest):
    def test_kftray_files_go_in_and_come_out(self):
        """Every workload type and protocol, those too that cannot be run yet; unchanged but for order."""
        for file in sorted((pathlib.Path(options.source) / "tests/cli/kftray").glob("*.json")):
            with self.subTest(file.name):
                given = json.loads(file.read_text())
                done = self.run_program("import", file, "--yes")
                self.assertIn("kept, but not run", done.out)
                out = json.loads(self.run_program("export").out)
                for entry in out:
                    self.assertEqual(set(entry.pop("portolan")), {"uid", "version"})
                self.assertEqual(sorted(out, key=lambda e: e["alias"]), sorted(given, key=lambda e: e["alias"]))
                plain = json.loads(self.run_program("export", "--kftray").out)
                self.assertEqual(sorted(plain, key=lambda e: e["alias"]), sorted(given, key=lambda e: e["alias"]))
                again = self.json_of("import", file)
                self.assertEqual(again["counts"]["same"], len(given))
                reasons = {e["name"]: e.get("unsupported") for e in self.json_of("list")}
                self.assertIn("UDP", reasons["names"])
                self.assertIn("expose", reasons["demo.example.com"])
                self.assertIsNone(reasons["shop-api"])

    def test_export_and_import_are_exact(self):
        self.save(WEB, {**DB, "portolan": {"uid": "u1", "tags": ["a"], "notes": "n\nn", "order": 3, "on_demand": True}})
        exported = self.run_program("export").out
        self.store.unlink()
        self.run_program("import", "-", "--yes", text=exported)
        self.assertEqual(self.run_program("export").out, exported)

    def test_odd_types(self):
        self.run_program("import", "-", "--yes", text=json.dumps({**WEB, "local_port": "18080", "remote_port": "80", "domain_enabled": "true", "id": 7}))
        (entry,) = self.saved()
        self.assertEqual((entry["local_port"], entry["remote_port"]), (18080, 80))
        self.assertNotIn("id", entry)

    def test_preview_first(self):
        file = self.file("team.json", [WEB, DB])
        done = self.run_program("import", file, code=1)  # nobody can be asked, and nobody said yes
        self.assertIn("--yes", done.err)
        self.assertEqual(self.saved(), [])
        done = self.run_program("import", file, "--dry-run")
        self.assertIn("2 would be saved", done.out)
        self.assertEqual(self.saved(), [])
        self.run_program("import", file, "--yes")
        changed = self.file("team.json", [{**WEB, "alias": "shop"}, DB, {**DB, "service": "other"}])
        plan = self.json_of("import", changed, "--dry-run", code=1)
        self.assertEqual(plan["counts"], {"new": 0, "same": 1, "changed": 1, "conflicting": 1, "invalid": 0, "gone": 0})
        (change,) = [e for e in plan["entries"] if e["kind"] == "changed"]
        self.assertEqual(change["changes"], [{"field": "alias", "before": "web", "after": "shop"}])
        before = self.store.read_bytes()
        done = self.run_program("import", changed, "--yes", code=1)
        self.assertIn("15432 is also that of db", done.out)
        self.assertEqual(self.store.read_bytes(), before)
        self.run_program("import", changed, "--yes", "--skip-problems")
        self.assertEqual([e["alias"] for e in self.saved()], ["shop", "db"])
        self.run_program("import", changed, "--yes", "--allow-conflicts")
        self.assertEqual(len(self.saved()), 3)

    def test_only_the_chosen(self):
        file = self.file("team.json", [WEB, DB])
        self.run_program("import", file, "--yes", "--only", "db")
        self.assertEqual([e["alias"] for e in self.saved()], ["db"])
        self.run_program("import", file, "--yes", "--only", "nobody", code=1)
        self.assertEqual(len(self.saved()), 1)

    def test_a_person_is_asked(self):
        file = self.file("team.json", [WEB])
        for answer, code, count in (("n", 1, 0), ("y", 0, 1)):
            with self.subTest(answer):
                pid, terminal = pty.fork()
                if pid == 0:
                    os.execve(options.program, [options.program, "import", str(file)], self.environment)
                output = b""
                while b"[y/N]" not in output:
                    output += os.read(terminal, 4096)
                os.write(terminal, answer.encode() + b"\n")
                with contextlib.suppress(OSError):  # a closed terminal is an error to read
                    while chunk := os.read(terminal, 4096):
                        output += chunk
                os.close(terminal)
                self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), code, output)
                self.assertEqual(len(self.saved()), count)

    def test_nothing_imported_acts(self):
        evil = {**WEB, "kubeconfig": "/tmp/evil", "local_address": "0.0.0.0", "portolan": {"autostart": True}}
        done = self.run_program("import", self.file("evil.json", [evil]), "--yes")
        for word in ("will not start", "/tmp/evil is left out", "other computers can reach"):
            self.assertIn(word, done.out)
        (entry,) = self.saved()
        self.assertNotIn("kubeconfig", entry)
        self.assertNotIn("autostart", entry["portolan"])
        self.store.unlink()
        self.run_program("import", self.file("evil.json", [evil]), "--yes", "--allow-kubeconfig")
        self.assertEqual(self.saved()[0]["kubeconfig"], "/tmp/evil")

    def test_commands(self):
        script = """#!/bin/sh
# kubectl port-forward svc/comment 1:1
NS=shop
kubectl -n "$NS" port-forward svc/web 18080:80 --context=team &
exec /usr/bin/kubectl port-forward deployment/api \\
    18081:http 19090:metrics --namespace 'shop' >/dev/null 2>&1
kubectl get pods; oc port-forward web-0 :8443
"""
        self.run_program("import", "-", "--yes", text=script)
        found = {e["alias"]: e for e in self.saved()}
        self.assertEqual(set(found), {"web", "api-http", "api-metrics", "web-0"})
        self.assertEqual((found["web"]["service"], found["web"]["namespace"], found["web"]["context"]), ("web", "shop", "team"))
        self.assertEqual((found["web"]["local_port"], found["web"]["remote_port"]), (18080, 80))
        self.assertEqual(found["api-http"]["portolan"]["target"], "deployment/api")
        self.assertEqual(found["api-http"]["portolan"]["remote_port"], "http")
        self.assertNotIn("local_port", found["web-0"])
        again = self.json_of("import", "-", text=script)
        self.assertEqual(again["counts"]["same"], 4)

    def test_a_makefile(self):
        text = "PORT := 18080\nforward:\n\t@kubectl port-forward svc/web $(PORT):80 -n shop\nother:\n\t-kubectl port-forward svc/x $(UNKNOWN):80\n"
        done = self.run_program("import", self.file("Makefile", text), "--yes", code=1)
        self.assertIn("line 5: $UNKNOWN comes from elsewhere", done.out)
        self.run_program("import", self.file("Makefile", text), "--yes", "--skip-problems")
        self.assertEqual([(e["local_port"], e["namespace"]) for e in self.saved()], [(18080, "shop")])

    def test_secrets_are_not_saved(self):
        done = self.run_program("import", "-", "--yes", text="kubectl port-forward svc/web 1:1 --token=s3cr3t", code=1)
        self.assertNotIn("s3cr3t", done.out + done.err)
        self.assertIn("--token cannot be saved", done.out)

    def test_the_clipboard(self):
        tools = self.folder / "bin"
        tools.mkdir()
        (tools / "xclip").write_text("#!/bin/sh\necho kubectl port-forward svc/web 18080:80\n")
        (tools / "xclip").chmod(0o755)
        self.run_program("import", "--clipboard", "--yes", PATH=f"{tools}:/usr/bin:/bin")
        self.assertEqual(self.saved()[0]["service"], "web")

    def test_bad_input(self):
        rows = {
            "not JSON": ("{bad", r"line 1, column 2"),
            "neither": ("hello", "is no JSON"),
            "truncated": ('[{"service": "a"', r"line 1, column 17"),
            "duplicate key": ('[{"service": "a", "service": "b"}]', r'"service" appears twice \(line 1, column 19\)'),
            "deep": ("[" * 10_000, "more than 64 levels"),
            "wrong type": ('[{"service": 7}]', '"service" must be a text, not a number'),
            "port 70000": ('[{"service": "a", "local_port": 70000}]', '"local_port" must be a port from 0 to 65535, not 70000'),
            "port 0": ('[{"service": "a", "remote_port": 0, "local_port": 1}]', None),
            "two on one address": (json.dumps([WEB, {**DB, "local_port": 18080}]), "is also that of"),
            "empty": ("", "is empty|is no JSON"),
        }
        self.save({**WEB, "alias": "before", "local_port": 17000})
        before = self.store.read_bytes()
        for name, (text, message) in rows.items():
            with self.subTest(name):
                if message is None:  # valid, but it cannot be run
                    self.assertIn("no remote port", self.run_program("import", "-", "--dry-run", text=text).out)
                    continue
                done = self.run_program("import", "-", "--yes", text=text, code=1)
                self.assertRegex(done.out + done.err, message)
                self.assertEqual(self.store.read_bytes(), before)
        done = self.run_program("import", "-", "--dry-run", text=b"\xef\xbb\xbf[]")
        self.assertIn("0 entries", done.out)

    def test_a_large_file(self):
        file = self.folder / "large.json"
        with file.open("wb") as large:
            large.truncate(500 << 20)
        started = time.monotonic()
        done = self.run_program("import", file, "--yes", code=1)
        self.assertIn("larger than 32 MiB", done.err)
        self.assertLess(time.monotonic() - started, 10)
        self.assertEqual(self.saved(), [])

    def test_hostile_texts(self):
        """They are shown without what a terminal, a shell or a reader would take for something else, and saved as they are."""
        text = HOSTILE.replace("\x00", "")
        entry = {**WEB, "alias": text, "namespace": text, "service": text, "portolan": {"uid": text, "notes": text, "tags": [text]}}
        shown = [
            self.run_program("import", self.file("hostile.json", [entry]), "--yes").out,
            self.run_program("list").out,
            self.run_program("list", "--names").out,
            self.run_program("validate").out,
            self.run_program("edit", text, "--alias", text + "2").out,
        ]
        for output in shown:
            self.assertNotRegex(output, "[\x00-\x09\x0b-\x1f\u202e\u200f]")
        self.assertEqual(self.saved()[0]["namespace"], text)
        self.assertEqual(sorted(p.name for p in self.store.parent.iterdir()), ["forwards.json", "forwards.json.backups", "forwards.json.lock"])
        self.run_program("remove", text + "2")
        self.assertEqual(self.saved(), [])


class ChangeTest(StoreTest):
    def test_add(self):
        self.run_program("add", "svc/web", "18080:80", "-n", "shop", "--context", "team", "--tag", "a", "--tag", "b")
        self.run_program("add", "--", "kubectl", "port-forward", "-n", "my shop", "pod/x", ":http")
        self.run_program("add", "-l", "app=x", "18081:8080", "--alias", "mine", "--autostart", "--notes", "n", "--on-demand")
        web, x, mine = self.saved()
        self.assertEqual((web["service"], web["alias"], web["portolan"]["tags"]), ("web", "web", ["a", "b"]))
        self.assertEqual((x["portolan"]["target"], x["namespace"], x["portolan"]["remote_port"]), ("pod/x", "my shop", "http"))
        self.assertEqual((mine["target"], mine["workload_type"], mine["portolan"]["autostart"]), ("app=x", "pod", True))
        done = self.run_program("add", "svc/other", "18080:80")
        self.assertIn("web has the local port 18080, too", done.err)
        self.run_program("add", "svc/web", "no port!", code=1)
        self.run_program("add", "nosuchtype/web", "80", code=1)
        self.assertEqual(len(self.saved()), 4)

    def test_edit(self):
        self.save(WEB, DB)
        done = self.run_program("edit", "web", "--port", "18090:http", "-n", "other", "--tag", "x", "--autostart", "--set", "http_logs_enabled=true", "--set", "portolan.order=2")
        self.assertIn("local_port: 18080 -> 18090", done.out)
        web = next(e for e in self.saved() if e["alias"] == "web")
        self.assertEqual((web["local_port"], web["namespace"], web["portolan"]["remote_port"]), (18090, "other", "http"))
        self.assertEqual((web["http_logs_enabled"], web["portolan"]["order"], web["portolan"]["autostart"]), (True, 2, True))
        self.run_program("edit", "web", "--autostart=false", "--remove-tag", "x", "--unset", "http_logs_enabled")
        web = next(e for e in self.saved() if e["alias"] == "web")
        self.assertNotIn("http_logs_enabled", web)
        self.assertEqual(set(web["portolan"]), {"uid", "version", "order", "remote_port"})
        before = self.store.read_bytes()
        done = self.run_program("edit", "web", "--set", "local_port=70000", code=1)
        self.assertIn("from 0 to 65535", done.err)
        self.run_program("edit", "web", "--alias", "x", "--dry-run")
        self.run_program("edit", "nobody", "--alias", "x", code=1)
        self.assertEqual(self.store.read_bytes(), before)

    def test_remove(self):
        self.save(WEB, DB)
        self.run_program("remove", "web", "--dry-run")
        self.assertEqual(len(self.saved()), 2)
        self.run_program("remove", "web")
        self.assertEqual([e["alias"] for e in self.saved()], ["db"])
        self.run_program("remove", "web", code=1)
        self.run_program("remove", code=1)
        self.run_program("remove", "--all")
        self.assertEqual(self.saved(), [])
        backups = sorted((self.folder / "config/portolan/forwards.json.backups").iterdir())
        self.assertTrue(any("web" in b.read_text() for b in backups))

    def test_an_ambiguous_name(self):
        self.save(WEB, {**DB, "alias": "web"})
        done = self.run_program("edit", "web", "--alias", "x", code=1)
        for entry in self.saved():
            self.assertIn(entry["portolan"]["uid"], done.err)

    def test_export_leaves_out_what_others_should_not_have(self):
        entry = {**WEB, "kubeconfig": "/home/me/config", "api_token": "s3cr3t", "remote_address": "https://me:s3cr3t@example.com/x", "deep": {"password": "s3cr3t", "kept": 1}}
        self.run_program("import", self.file("x.json", [entry]), "--yes", "--allow-kubeconfig")
        out = self.run_program("export").out
        self.assertNotIn("s3cr3t", out)
        self.assertNotIn("/home/me", out)
        self.assertEqual(json.loads(out)[0]["deep"], {"kept": 1})
        self.assertIn("/home/me/config", self.run_program("export", "--paths").out)
        target = self.folder / "out.json"
        self.run_program("export", "web", "-o", target)
        self.assertEqual(target.stat().st_mode & 0o777, 0o600)
        self.assertEqual(json.loads(target.read_text())[0]["alias"], "web")

    def test_list(self):
        self.save(WEB, {**DB, "portolan": {"tags": ["data"]}})
        self.assertEqual(self.run_program("list", "--names").out.split(), ["web", "db"])
        self.assertEqual([e["name"] for e in self.json_of("list", "--tag", "data")], ["db"])
        self.assertIn("service/web in shop of team, localhost:18080 -> 80", self.run_program("list").out)

    def test_validate(self):
        good = self.file("good.json", [WEB, {**DB, "protocol": "udp"}])
        done = self.run_program("validate", good)
        self.assertIn("2 entries, 0 of them invalid", done.out)
        self.assertIn("cannot be run", done.err)
        bad = self.file("bad.json", [WEB, {"local_port": -1}, {"protocol": "sctp"}])
        done = self.run_program("validate", bad, code=1)
        self.assertRegex(done.err, r'entry 2: "local_port"')
        self.assertRegex(done.err, r'entry 3: "protocol" must be tcp or udp, not "sctp"')
        self.assertFalse(self.json_of("validate", bad, code=1)["valid"])
        self.run_program("validate")  # no forwards yet: that is valid
        self.run_program("validate", "-", text="[]")

    def test_two_writers_at_once(self):
        def add(who):
            for i in range(12):
                self.run_program("add", f"svc/{who}{i}", f"{20000 + i + 100 * ord(who)}:80")

        threads = [threading.Thread(target=add, args=(who,)) for who in "abc"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual({e["service"] for e in self.saved()}, {f"{who}{i}" for who in "abc" for i in range(12)})


class SyncTest(StoreTest):
    def setUp(self):
        super().setUp()
        self.environment.update(GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_SYSTEM="/dev/null")
        self.repository = self.folder / "team.git"
        self.git("init", "-q", "-b", "main", self.repository, folder=self.folder)

    def git(self, *arguments, folder=None):
        identity = ["-c", "user.name=Ann", "-c", "user.email=ann@example.com"]
        return subprocess.run(["git", *identity, *map(str, arguments)], cwd=folder or self.repository, check=True, capture_output=True, env=self.environment)

    def commit(self, *entries, name="forwards.json"):
        (self.repository / name).write_text(json.dumps(list(entries), indent=2))
        self.git("add", "-A")
        self.git("commit", "-qm", "x")

    def sync(self, *arguments, **more):
        return self.run_program("sync", "--url", self.repository, "--path", "forwards.json", "--yes", *arguments, **more)

    def test_three_way_merge(self):
        self.commit(WEB, DB, {**WEB, "alias": "third", "service": "third", "local_port": 18090})
        self.sync()
        self.assertEqual(len(self.saved()), 3)
        # Here: db's port and web's notes, web's alias; there: db's alias and web's alias, the third is gone, a fourth is new.
        self.run_program("edit", "db", "--port", "15433:5432")
        self.run_program("edit", "web", "--notes", "mine", "--alias", "mine")
        self.commit({**WEB, "alias": "theirs"}, {**DB, "alias": "database"}, {**WEB, "alias": "fourth", "service": "fourth", "local_port": 18091})
        head = self.git("rev-parse", "HEAD").stdout
        done = self.sync("--dry-run")
        self.assertIn("alias was changed there, too; what is here stays", done.out)
        self.assertIn("would be removed", done.out)
        self.sync()
        found = {e["service"]: e for e in self.saved()}
        self.assertEqual(set(found), {"web", "db", "fourth"})
        self.assertEqual((found["db"]["alias"], found["db"]["local_port"]), ("database", 15433))
        self.assertEqual((found["web"]["alias"], found["web"]["portolan"]["notes"]), ("mine", "mine"))
        again = self.run_program("sync", "--yes")  # the source is remembered
        self.assertIn("nothing to save", again.out)
        self.assertEqual(self.git("rev-parse", "HEAD").stdout, head)
        self.assertEqual(self.git("status", "--porcelain").stdout, b"")

    def test_what_is_removed_here_stays_removed(self):
        self.commit(WEB, DB)
        self.sync()
        self.run_program("remove", "web")
        self.commit(WEB, {**DB, "alias": "database"})
        self.sync()
        self.assertEqual([e["alias"] for e in self.saved()], ["database"])

    def test_what_was_changed_here_is_not_removed(self):
        self.commit(WEB, DB)
        self.sync()
        self.run_program("edit", "web", "--notes", "mine")
        self.commit(DB)
        done = self.sync()
        self.assertIn("was changed here: it stays", done.out)
        self.assertEqual(len(self.saved()), 2)

    def test_a_branch(self):
        self.commit(WEB)
        self.git("checkout", "-qb", "next")
        self.commit(WEB, DB)
        self.git("checkout", "-q", "main")
        self.sync("--branch", "next")
        self.assertEqual(len(self.saved()), 2)

    def test_what_cannot_be_fetched(self):
        self.commit(WEB)
        self.assertIn('no file "missing.json"', self.run_program("sync", "--url", self.repository, "--path", "missing.json", code=1).err)
        self.assertIn("Check the branch", self.sync("--branch", "missing", code=1).err)
        for url in ("https://user:s3cr3t@127.0.0.1:1/x.git?token=s3cr3t", "ext::sh -c touch% /tmp/portolan-evil", "--upload-pack=evil"):
            done = self.run_program("sync", f"--url={url}", "--path", "forwards.json", code=1)
            self.assertNotIn("s3cr3t", done.err)
        self.assertFalse(pathlib.Path("/tmp/portolan-evil").exists())
        (self.repository / "forwards.json").write_text("[{]")
        self.git("commit", "-qam", "broken")
        self.assertIn("line 1, column 3", self.sync(code=1).err)
        self.assertEqual(self.saved(), [])

    def test_polling(self):
        self.commit(WEB)
        process = subprocess.Popen(
            [options.program, "sync", "--url", self.repository, "--path", "forwards.json", "--yes", "--poll", "1"],
            env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
        try:
            for line in process.stdout:
                if "saved" in line:
                    break
            self.assertEqual(len(self.saved()), 1)
            self.assertIsNone(process.poll())
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=30)
        self.assertEqual(process.returncode, 0)


class HelpTest(StoreTest):
    COMMANDS = ("import", "export", "add", "edit", "remove", "list", "discover", "sync", "validate")

    def test_help(self):
        general = self.run_program("--help").out
        for command in self.COMMANDS:
            self.assertIn(command, general)
            text = self.run_program(command, "--help").out
            self.assertIn(f"portolan {command}", text)
            self.assertEqual(text, self.run_program("help", command).out)
            self.assertIn("--json" if command != "export" else "--output", text)
            done = self.run_program(command, "--nonsense", code=1)
            self.assertIn("--nonsense", done.err)

    def test_manual_pages(self):
        folder = self.folder / "man"
        folder.mkdir()
        self.run_program("man-pages", folder)
        pages = {page.name for page in folder.iterdir()}
        self.assertTrue({"portolan.1", "portolan-port-forward.1", *(f"portolan-{c}.1" for c in self.COMMANDS)} <= pages, pages)
        groff = shutil.which("groff")
        if not groff:
            self.skipTest("groff is not installed")
        for page in sorted(folder.iterdir()):
            with self.subTest(page.name):
                done = subprocess.run([groff, "-Kutf8", "-man", "-Tutf8", "-ww", str(page)], capture_output=True, text=True)
                self.assertEqual(done.stderr, "")
                shown = re.sub("\x1b\\[[0-9;]*m|.\x08", "", done.stdout)
                self.assertIn("SYNOPSIS", shown) if page.name != "portolan.1" else None
        shown = subprocess.run([groff, "-man", "-Tascii", "-P-c", str(folder / "portolan-import.1")], capture_output=True, text=True).stdout
        shown = re.sub(".\x08", "", shown)
        for flag in re.findall(r"--[a-z-]+", self.run_program("import", "--help").out):
            self.assertIn(flag, shown)


class CompletionTest(StoreTest):
    def setUp(self):
        super().setUp()
        self.save(WEB, {**DB, "alias": "data base"}, {**WEB, "alias": "we$(touch evil)", "service": "x", "local_port": 1})
        tools = self.folder / "bin"
        tools.mkdir()
        (tools / "portolan").symlink_to(os.path.abspath(options.program))
        self.environment["PATH"] = f"{tools}:{self.environment['PATH']}"

    def shell(self, name):
        if not shutil.which(name):
            self.skipTest(f"{name} is not installed")
        return name

    def tearDown(self):
        self.assertFalse((self.folder / "evil").exists())

    def bash(self, *words):
        script = (
            "source <(portolan completion bash); COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _portolan; "
            "((${#COMPREPLY[@]})) && printf '%s\\n' \"${COMPREPLY[@]}\"; true"
        )
        done = subprocess.run([self.shell("bash"), "--norc", "-c", script, "bash", *words], capture_output=True, text=True, env=self.environment, cwd=self.folder)
        self.assertEqual(done.stderr, "")
        return done.stdout.splitlines()

    def test_bash(self):
        self.assertIn("import", self.bash("portolan", "im"))
        self.assertEqual(self.bash("portolan", "edit", "we"), ["web", "we\\$\\(touch\\ evil\\)"])
        self.assertEqual(self.bash("portolan", "stop", "da"), ["data\\ base"])
        self.assertIn("--allow-kubeconfig", self.bash("portolan", "import", "--al"))
        self.assertEqual(self.bash("portolan", "export", "--tag", ""), [])
        (self.folder / "team.json").write_text("[]")
        self.assertEqual(self.bash("portolan", "import", "tea"), ["team.json"])
        self.assertEqual(self.bash("portolan", "completion", "f"), ["fish"])

    def test_fish(self):
        fish = self.shell("fish")
        def complete(line):
            script = f"portolan completion fish | source; complete -C '{line}'"
            done = subprocess.run([fish, "--no-config", "-c", script], capture_output=True, text=True, env=self.environment, cwd=self.folder)
            self.assertEqual(done.stderr, "")
            return [found.split("\t")[0] for found in done.stdout.splitlines()]
        self.assertIn("import", complete("portolan im"))
        self.assertEqual(complete("portolan edit web"), ["web"])
        self.assertIn("--allow-kubeconfig", complete("portolan import --al"))

    def test_zsh(self):
        zsh = self.shell("zsh")
        # zsh completes only on a terminal.
        script = self.file("complete.zsh", "PS1='> '; autoload -Uz compinit; compinit -u -D; source <(portolan completion zsh); bindkey '^I' complete-word; zstyle ':completion:*' menu no\n")
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(self.folder)
            os.execvpe(zsh, [zsh, "-f", "-i"], {**self.environment, "TERM": "dumb"})
        try:
            self.until(terminal, b"% ", b"# ")
            os.write(terminal, f"source {script}; echo READ''Y\n".encode())
            self.until(terminal, b"READY")
            for typed, expected in ((b"portolan impo\t", b"import"), (b"portolan edit dat\t", b"data\\ base"), (b"portolan import --allow-k\t", b"--allow-kubeconfig")):
                os.write(terminal, b"\x15" + typed)
                self.until(terminal, expected)
        finally:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            os.close(terminal)

    def until(self, terminal, *texts):
        output, end = b"", time.monotonic() + 20
        while not any(text in output for text in texts):
            self.assertLess(time.monotonic(), end, output)
            output += os.read(terminal, 4096)


@unittest.skipUnless(jsonschema, "python3-jsonschema is not installed")
class SchemaTest(StoreTest):
    """The published schema says of a file what the program says of it."""

    def setUp(self):
        super().setUp()
        schema = json.loads((pathlib.Path(options.source) / "docs/forwards.schema.json").read_text())
        kind = jsonschema.validators.validator_for(schema)
        self.assertEqual(kind, jsonschema.Draft202012Validator)
        kind.check_schema(schema)
        self.validator = kind(schema)

    def judge(self, document):
        done = subprocess.run([options.program, "validate", "-"], input=json.dumps(document).encode(), capture_output=True, env=self.environment)
        self.assertEqual(self.validator.is_valid(document), done.returncode == 0, f"{document}: {done.stderr.decode()}{[e.message for e in self.validator.iter_errors(document)]}")
        return done.returncode == 0

    def test_valid(self):
        for document in ([], [WEB], WEB, [{}], [{"id": "x", "unknown": [1]}], [{"local_port": "08080"}], [{"local_port": ""}],
                         [{"portolan": {"remote_port": "http", "order": -3, "tags": []}}], [{"domain_enabled": "true"}],
                         [{"protocol": "UDP"}], [{"portolan": None, "alias": None}], [{"workload_type": "other"}],
                         [{"portolan": {"disconnect_timeout_minutes": "90", "balance": "round_robin"}}]):
            with self.subTest(document):
                self.assertTrue(self.judge(document))
        for file in (pathlib.Path(options.source) / "tests/cli/kftray").glob("*.json"):
            self.assertTrue(self.judge(json.loads(file.read_text())))

    def test_invalid(self):
        for document in (7, "x", None, [7], [{"service": 1}], [{"local_port": 70000}], [{"local_port": -1}], [{"local_port": 1.5}],
                         [{"local_port": "x"}], [{"local_port": "65536"}], [{"remote_port": "No Name"}], [{"remote_port": True}],
                         [{"protocol": "sctp"}], [{"domain_enabled": "yes"}], [{"domain_enabled": 1}], [{"portolan": []}],
                         [{"portolan": {"tags": "x"}}], [{"portolan": {"tags": [1]}}], [{"portolan": {"balance": "most"}}],
                         [{"portolan": {"order": 1.5}}], [{"portolan": {"autostart": "on"}}], [{"http_logs_retention_days": -1}],
                         [{"portolan": {"disconnect_timeout_minutes": 600000}}], [{"alias": {}}]):
            with self.subTest(document):
                self.assertFalse(self.judge(document))

    def test_what_is_written(self):
        self.run_program("add", "deployment/web", "18080:http", "--tag", "a", "--notes", "n", "--on-demand", "--balance", "round_robin")
        self.run_program("import", pathlib.Path(options.source) / "tests/cli/kftray/all-types.json", "--yes", "--allow-conflicts")
        self.validator.validate(self.saved())
        self.validator.validate(json.loads(self.run_program("export").out))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--source", required=True)
    options, rest = parser.parse_known_args()
    unittest.main(argv=[sys.argv[0], *rest])
