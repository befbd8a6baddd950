#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: spdx.py NAME TREE BOOT_FOLDER: the packages of a device's root file system and boot partition, with versions
and licences, as SPDX 2.3 JSON on standard output. Licences are those that each package's copyright file names."""
import json
import os
import re
import subprocess
import sys
from datetime import datetime, timezone

# Debian's short names (DEP 5) for what SPDX calls otherwise.
NAMES = {
    "expat": "MIT", "mit": "MIT", "x11": "X11", "isc": "ISC", "zlib": "Zlib", "apache-2.0": "Apache-2.0",
    "bsd-2-clause": "BSD-2-Clause", "bsd-3-clause": "BSD-3-Clause", "bsd-4-clause": "BSD-4-Clause",
    "bsl-1.0": "BSL-1.0", "cc0-1.0": "CC0-1.0", "ofl-1.1": "OFL-1.1", "mpl-2.0": "MPL-2.0", "mpl-1.1": "MPL-1.1",
    "openssl": "OpenSSL", "artistic": "Artistic-1.0-Perl", "public-domain": None,
}
for family in ("GPL-2", "GPL-3", "LGPL-2", "LGPL-2.1", "LGPL-3", "GPL-1", "AGPL-3", "GFDL-1.3", "GFDL-1.2"):
    number = family if "." in family.split("-", 1)[1] else family + ".0"
    NAMES[family.lower()] = number + "-only"
    NAMES[family.lower() + "+"] = number + "-or-later"
    NAMES[number.lower()] = number + "-only"
    NAMES[number.lower() + "+"] = number + "-or-later"


def licences_of(text):
    """The names behind "License:" in a copyright file, in SPDX's words; ours, with LicenseRef-, for the rest."""
    found = set()
    for names in re.findall(r"^License:[ \t]*(\S.*)$", text, re.M):
        for name in re.split(r"\s+(?:and/or|and|or|with)\s+|,\s*|\s*\|\s*", names.strip()):
            name = name.strip(" ()")
            if not name or len(name) > 60 or " " in name and "exception" in name.lower():
                continue
            known = NAMES.get(name.lower())
            found.add(known or "LicenseRef-" + re.sub(r"[^A-Za-z0-9.-]+", "-", name).strip("-"))
    return sorted(found)


def package(name, version, architecture, source, copyright_text):
    licences = licences_of(copyright_text)
    return {
        "SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", name),
        "name": name,
        "versionInfo": version,
        "supplier": "Organization: Debian",
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False,
        "licenseConcluded": "NOASSERTION",
        "licenseDeclared": " AND ".join(licences) if licences else "NOASSERTION",
        "copyrightText": "NOASSERTION",
        "externalRefs": [{
            "referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
            "referenceLocator": f"pkg:deb/debian/{name}@{version}?arch={architecture}&distro=trixie",
        }],
        "sourceInfo": "source package " + source,
    }


def read(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def installed(tree):
    form = "${Package}\t${Version}\t${Architecture}\t${source:Package}\n"
    rows = subprocess.run(["dpkg-query", f"--admindir={tree}/var/lib/dpkg", "-W", "-f=" + form],
                          check=True, capture_output=True, text=True).stdout.splitlines()
    for row in sorted(rows):
        name, version, architecture, source = row.split("\t")
        yield package(name, version, architecture, source, read(f"{tree}/usr/share/doc/{name}/copyright"))


def on_boot_partition(folder):
    for file in sorted(os.listdir(folder)):
        if not file.endswith(".deb"):
            continue
        path = os.path.join(folder, file)
        fields = subprocess.run(["dpkg-deb", "-f", path, "Package", "Version", "Architecture", "Source"],
                                check=True, capture_output=True, text=True).stdout
        field = dict(line.split(": ", 1) for line in fields.splitlines() if ": " in line)
        archive = subprocess.run(["dpkg-deb", "--fsys-tarfile", path], check=True, capture_output=True).stdout
        text = subprocess.run(["tar", "-xO", f"./usr/share/doc/{field['Package']}/copyright"], input=archive,
                              capture_output=True).stdout.decode("utf-8", "replace")
        yield package(field["Package"], field["Version"], field["Architecture"],
                      field.get("Source", field["Package"]), text)


def main():
    name, tree, boot = sys.argv[1:4]
    made = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), timezone.utc)
    packages = list(installed(tree)) + list(on_boot_partition(boot))
    references = sorted({part for row in packages for part in row["licenseDeclared"].split(" AND ")
                         if part.startswith("LicenseRef-")})
    ours = {
        "SPDXID": "SPDXRef-verikiosk", "name": "verikiosk", "downloadLocation": "NOASSERTION", "filesAnalyzed": False,
        "licenseConcluded": "Apache-2.0", "licenseDeclared": "Apache-2.0", "copyrightText": "NOASSERTION",
    }
    everything = [ours] + packages
    json.dump({
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": name,
        "documentNamespace": f"https://spdx.org/spdxdocs/{name}-{int(made.timestamp())}",
        "creationInfo": {"created": made.strftime("%Y-%m-%dT%H:%M:%SZ"), "creators": ["Tool: verikiosk-image"]},
        "packages": everything,
        "relationships": [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES",
                           "relatedSpdxElement": row["SPDXID"]} for row in everything],
        "hasExtractedLicensingInfos": [{"licenseId": reference, "name": reference[len("LicenseRef-"):],
                                        "extractedText": "See the package's copyright file."}
                                       for reference in references],
    }, sys.stdout, indent=1)
    print()


main()
