#!/usr/bin/env python3
"""image.py NAME OUT.tar BINARY - a container image of one static program, as an OCI image layout in a tar file, which
`ctr images import` takes. (https://github.com/opencontainers/image-spec/blob/main/image-layout.md)"""

import hashlib
import io
import json
import pathlib
import subprocess
import sys
import tarfile

name, out, binary = sys.argv[1:]
architecture = subprocess.run(["go", "env", "GOARCH"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def add(archive, path, data, mode=0o644):
    entry = tarfile.TarInfo(path)
    entry.size, entry.mode = len(data), mode
    archive.addfile(entry, io.BytesIO(data))


layer = io.BytesIO()
with tarfile.open(fileobj=layer, mode="w") as archive:
    add(archive, "backend", pathlib.Path(binary).read_bytes(), 0o755)
    add(archive, "etc/passwd", b"root:x:0:0::/:/backend\n")

with tarfile.open(out, "w") as image:

    def blob(media_type, data):
        digest = hashlib.sha256(data).hexdigest()
        add(image, f"blobs/sha256/{digest}", data)
        return {"mediaType": f"application/vnd.oci.image.{media_type}", "digest": f"sha256:{digest}", "size": len(data)}

    content = blob("layer.v1.tar", layer.getvalue())
    config = blob(
        "config.v1+json",
        json.dumps(
            {
                "architecture": architecture,
                "os": "linux",
                "config": {"Entrypoint": ["/backend"]},
                "rootfs": {"type": "layers", "diff_ids": [content["digest"]]},
            }
        ).encode(),
    )
    manifest = blob(
        "manifest.v1+json",
        json.dumps(
            {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "config": config, "layers": [content]}
        ).encode(),
    )
    manifest["annotations"] = {"io.containerd.image.name": name}
    add(image, "oci-layout", b'{"imageLayoutVersion": "1.0.0"}')
    add(image, "index.json", json.dumps({"schemaVersion": 2, "manifests": [manifest]}).encode())
