import subprocess

import pytest


@pytest.fixture
def certificate(tmp_path):
    """The environment of somebody who signs with a certificate made a moment ago."""
    key, made, pfx, password = (tmp_path / name for name in ("key.pem", "cert.pem", "cert.pfx", "password"))
    password.write_text("only here")
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-noenc", "-subj", "/CN=The Tests"]
    subprocess.run([*request, "-keyout", key, "-out", made], check=True, capture_output=True)
    export = ["openssl", "pkcs12", "-export", "-inkey", key, "-in", made, "-passout", f"file:{password}"]
    subprocess.run([*export, "-out", pfx], check=True)
    return {"POD_SIGN_PFX": str(pfx), "POD_SIGN_PASSWORD_FILE": str(password), "cert": str(made)}
