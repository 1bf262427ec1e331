"""Runs the Python calls of a document in one namespace. For each line of the input it runs FOLDER/call.py, writes the
response to FOLDER/body and its headers to FOLDER/headers, and prints the status."""

import contextlib
import os
import sys
import traceback

folder = sys.argv[1]
namespace = {"BASE_URL": os.environ["BASE_URL"]}

for _ in sys.stdin:
    with open(os.path.join(folder, "call.py"), encoding="utf-8") as file:
        call = file.read()
    namespace.pop("resp", None)
    namespace.pop("res", None)
    try:
        # What the call prints is shown beside the response, and is not the status.
        with contextlib.redirect_stdout(sys.stderr):
            exec(compile(call, "call.py", "exec"), namespace)
    except Exception:
        traceback.print_exc()
    response = namespace.get("resp", namespace.get("res"))
    with open(os.path.join(folder, "body"), "w", encoding="utf-8") as file:
        file.write(response.text if response is not None else "")
    with open(os.path.join(folder, "headers"), "w", encoding="utf-8") as file:
        if response is not None:
            file.writelines(f"{name}: {value}\n" for name, value in response.raw.headers.items())
    print(response.status_code if response is not None else "none", flush=True)
