"""What is risky about the data's folder is found and named; an ordinary folder is left in peace."""

import json
import os
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from pupitre.risk import Risk, RiskKind
from pupitre.value import replace
from storage import machine as real_machine
from storage.clouds import cloud
from storage.machine import Machine, names_in, this_machine
from storage.mounts import network
from storage.places import Place
from storage.risks import risks

LINUX_MOUNTS = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:21 / /proc rw - proc proc rw
24 22 0:40 / /mnt/server rw,relatime shared:9 master:2 - nfs4 server:/work rw
25 24 8:2 / /mnt/server/stick rw - vfat /dev/sdb1 rw
26 22 0:41 / /mnt/two\040words rw - cifs //server/share rw
27 22 0:42 / /mnt/ssh rw - fuse.sshfs maelle@server:/home rw
28 22 0:43 / /mnt/late rw - autofs systemd-1 rw
29 28 0:44 / /mnt/late rw - nfs server:/late rw
30 22 0:45 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
31 22 0:46 / /mnt/c rw - 9p drvfs rw,aname=drvfs;path=C:\
32 22 0:47 / /mnt/odd rw
33 22 0:48 / /mnt/remote rw - fuse.rclone remote: rw
34 22 0:49 / /mnt/disk rw - fuseblk /dev/sdc1 rw
"""
MAC_MOUNTS = """
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
//maelle@server._smb._tcp.local/work on /Volumes/Work on hand (smbfs, nodev, nosuid, mounted by maelle)
server:/exports on /Volumes/exports (nfs, nodev, nosuid)
/dev/disk4s1 on /Volumes/STICK (msdos, local, nodev, nosuid, noowners)
"""
GIGABYTE = 1_000_000_000


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@pytest.fixture
def machine(home: Path) -> Machine:
    return Machine("linux", {}, home, str, lambda root: 3, lambda folder: 100 * GIGABYTE)


def desk_in(folder: Path) -> Place:
    place = Place(folder)
    place.make()
    return place


# -- another computer --------------------------------------------------------------------------------


@pytest.mark.parametrize(("folder", "found"), [
    ("/mnt/server/pupitre", "nfs4"), ("/mnt/server", "nfs4"), ("/mnt/two words/pupitre", "cifs"),
    ("/mnt/ssh/a/b", "fuse.sshfs"), ("/mnt/late/pupitre", "nfs"), ("/mnt/remote/x", "fuse.rclone"),
    ("/run/user/1000/gvfs/smb-share:server=s,share=x/pupitre", "fuse.gvfsd-fuse"),
    ("/home/maelle", None), ("/mnt/server/stick/pupitre", None), ("/mnt/serverless", None), ("/mnt/c/Users", None),
    ("/mnt/disk/pupitre", None), ("/mnt/odd", None),
])
def test_linux_names_the_file_system_of_another_computer(machine: Machine, folder: str, found: str | None) -> None:
    linux = replace(machine, mounts=lambda: LINUX_MOUNTS)
    assert network(PurePosixPath(folder), linux) == found


@pytest.mark.parametrize(("folder", "found"), [
    ("/Volumes/Work on hand/pupitre", "smbfs"), ("/Volumes/exports", "nfs"), ("/Volumes/STICK/pupitre", None),
    ("/Users/Shared", None), ("/Volumes/Work", None),
])
def test_a_mac_names_the_file_system_of_another_computer(machine: Machine, folder: str, found: str | None) -> None:
    mac = replace(machine, system="darwin", mounts=lambda: MAC_MOUNTS)
    assert network(PurePosixPath(folder), mac) == found


def test_a_mac_runs_no_program_for_a_folder_of_the_home(machine: Machine, home: Path) -> None:
    def refuse() -> str:
        raise AssertionError

    assert network(home / "pupitre", replace(machine, system="darwin", mounts=refuse)) is None


@pytest.mark.parametrize(("folder", "found"), [
    (r"\\server\share\pupitre", r"\\server\share"), (r"\\?\UNC\server\share\x", r"\\server\share"),
    (r"S:\pupitre", "S:"), (r"\\?\S:\pupitre", "S:"), (r"C:\Users\maelle", None), (r"\\?\C:\Users", None),
    ("pupitre", None),
])
def test_windows_names_the_share_or_the_drive(machine: Machine, folder: str, found: str | None) -> None:
    windows = replace(machine, system="win32", drive_type={"S:\\": 4, "C:\\": 3}.__getitem__)
    assert network(PureWindowsPath(folder), windows) == found


@pytest.mark.parametrize("table", ["", "\n", "garbage", " - ", "1 2 3 4 - nfs", "a on b (c"])
@pytest.mark.parametrize("system", ["linux", "darwin", "freebsd14", ""])
def test_a_mount_table_that_cannot_be_read_is_no_risk(machine: Machine, table: str, system: str) -> None:
    assert network(PurePosixPath("/mnt/x"), replace(machine, system=system, mounts=lambda: table)) is None


def test_a_folder_of_another_computer_is_said_and_not_searched(machine: Machine, home: Path) -> None:
    (home / ".stfolder").mkdir()
    mounted = f"1 1 0:1 / {home} rw - nfs4 server:/ rw"
    far = replace(machine, mounts=lambda: mounted, free=lambda folder: 0)
    assert risks(desk_in(home / "pupitre"), far) == (Risk(RiskKind.NETWORK, "nfs4"),)


# -- a program that copies the folder -----------------------------------------------------------------


@pytest.mark.parametrize(("above", "service"), [
    ("Dropbox", "Dropbox"), ("Dropbox (Personal)", "Dropbox"), ("OneDrive", "OneDrive"),
    ("OneDrive - Cabinet Le Goff", "OneDrive"), ("iCloudDrive", "iCloud Drive"), ("iCloud Drive", "iCloud Drive"),
    ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud Drive"), ("Google Drive", "Google Drive"),
    ("GoogleDrive", "Google Drive"), ("My Drive", "Google Drive"), ("Mon Drive", "Google Drive"),
    ("Nextcloud", "Nextcloud"), ("Nextcloud2", "Nextcloud"), ("ownCloud", "ownCloud"), ("kDrive", "kDrive"),
    ("pCloudDrive", "pCloud"), ("pCloud Drive", "pCloud"), ("MEGA", "MEGA"), ("MEGAsync", "MEGA"),
    ("SynologyDrive", "Synology Drive"), ("Synology Drive", "Synology Drive"), ("Seafile", "Seafile"),
])
def test_the_folder_a_service_makes_tells_its_name(machine: Machine, home: Path, above: str, service: str) -> None:
    assert risks(Place(home / above / "work" / "pupitre"), machine) == (Risk(RiskKind.CLOUD, service),)
    assert risks(Place(home / above), machine) == (Risk(RiskKind.CLOUD, service),)


@pytest.mark.parametrize(("marker", "service"), [
    (".stfolder", "Syncthing"), (".dropbox.cache", "Dropbox"), (".SynologyWorkingDirectory", "Synology Drive"),
    (".owncloudsync.log", "ownCloud"), (".nextcloudsync.log", "Nextcloud"), (".sync_0123456789ab.db", "Nextcloud"),
    ("._sync_0123456789ab.db", "Nextcloud"), (".sync/ID", "Resilio Sync"),
])
@pytest.mark.parametrize("where", ["", "work", "work/deep/pupitre"])
def test_what_a_service_leaves_in_a_folder_tells_its_name(
    machine: Machine, home: Path, marker: str, service: str, where: str
) -> None:
    desk_in(home / "work" / "deep" / "pupitre")
    (home / where / marker).mkdir(parents=True)
    assert cloud(home / "work" / "deep" / "pupitre", machine) == service
    assert cloud(home / "work" / "deep" / "pupitre", machine, look=False) is None


def test_what_lies_above_or_beside_the_home_says_nothing(machine: Machine, home: Path) -> None:
    (home.parent / ".stfolder").mkdir()
    (home / "music" / ".stfolder").mkdir(parents=True)
    assert cloud(home / "pupitre", machine) is None


def test_the_settings_that_dropbox_and_syncthing_keep_in_a_home_say_nothing(machine: Machine, home: Path) -> None:
    for name in (".dropbox", ".dropbox-dist", ".config/syncthing", ".sync", ".local/share/Nextcloud"):
        (home / name).mkdir(parents=True)
    (home / ".dropbox" / "info.json").write_text(json.dumps({"personal": {"path": str(home / "box")}}))
    assert cloud(home / "pupitre", machine) is None


@pytest.mark.parametrize(("variable", "file"), [
    ("", ".dropbox/info.json"), ("APPDATA", "Roaming/Dropbox/info.json"), ("LOCALAPPDATA", "Local/Dropbox/info.json"),
])
def test_dropbox_says_where_its_folders_are(machine: Machine, home: Path, variable: str, file: str) -> None:
    settings = home / file
    settings.parent.mkdir(parents=True)
    accounts = {"personal": {"path": str(home / "mine"), "host": 1}, "business": {"path": str(home / "ours")}}
    settings.write_text(json.dumps(accounts))
    told = replace(machine, environment={variable: str(home / Path(file).parts[0])})
    for name, service in (("mine", "Dropbox"), ("ours", "Dropbox"), ("others", None), ("mine2", None)):
        assert cloud(home / name / "pupitre", told) == service


@pytest.mark.parametrize("content", [
    b"", b"{", b"[]", b"null", b'{"personal": 3}', b'{"personal": {"path": 3}}', b'{"personal": {}}', b"\xff\xfe",
    b'{"personal": {"path": "\xff"}}',
    b'{"personal": {"path": ""}}', b'{"personal": {"path": "a\\u0000b"}}', b'{"personal": {"path": "\\ud800"}}',
])
def test_settings_that_dropbox_did_not_write_are_passed_over(machine: Machine, home: Path, content: bytes) -> None:
    (home / ".dropbox").mkdir()
    (home / ".dropbox" / "info.json").write_bytes(content)
    assert risks(Place(home / "pupitre"), machine) == ()


@pytest.mark.parametrize("variable", ["OneDrive", "OneDriveConsumer", "OneDriveCommercial"])
def test_onedrive_says_where_its_folders_are(machine: Machine, home: Path, variable: str) -> None:
    told = replace(machine, environment={variable: str(home / "work")})
    assert cloud(home / "work" / "Documents" / "pupitre", told) == "OneDrive"
    assert cloud(home / "other", told) is None
    assert cloud(home / "other", replace(machine, environment={variable: ""})) is None


@pytest.mark.parametrize(("folder", "service"), [
    ("OneDrive-Personal", "OneDrive"), ("GoogleDrive-maelle@example.fr/Mon Disque", "Google Drive"),
    ("Dropbox", "Dropbox"), ("Box-Box", "Box"), ("ProtonDrive-maelle@example.fr-folder", "ProtonDrive"),
])
def test_a_mac_keeps_its_services_in_one_folder(machine: Machine, home: Path, folder: str, service: str) -> None:
    mac = replace(machine, system="darwin")
    assert cloud(home / "Library" / "CloudStorage" / folder / "pupitre", mac) == service
    assert cloud(home / "Library" / "Application Support" / "pupitre", mac) is None


@pytest.mark.parametrize("name", ["Desktop", "Documents"])
@pytest.mark.parametrize("moved", [True, False])
def test_a_mac_may_have_given_documents_to_icloud(machine: Machine, home: Path, name: str, *, moved: bool) -> None:
    mac = replace(machine, system="darwin")
    here, there = home / name, home / "Library" / "Mobile Documents" / "com~apple~CloudDocs" / name
    there.parent.mkdir(parents=True)
    here.mkdir()
    assert cloud(here / "pupitre", mac) is None
    if moved:
        here.rename(there)
        here.symlink_to(there)
    else:
        there.symlink_to(here)
    assert cloud(here / "pupitre", mac) == "iCloud Drive"


def test_a_link_is_followed_and_its_own_name_counts_too(machine: Machine, home: Path) -> None:
    desk_in(home / "Nextcloud" / "pupitre")
    (home / "desk").symlink_to(home / "Nextcloud" / "pupitre")
    (home / "kDrive").symlink_to(home)
    assert cloud(home / "desk", machine) == "Nextcloud"
    assert cloud(home / "kDrive" / "pupitre", machine) == "kDrive"


def test_a_service_folder_that_is_itself_a_link_is_still_its_own(machine: Machine, home: Path) -> None:
    desk_in(home / "big" / "pupitre")
    (home / "Dropbox").symlink_to(home / "big")
    (home / ".dropbox").mkdir()
    (home / ".dropbox" / "info.json").write_text(json.dumps({"personal": {"path": str(home / "Dropbox")}}))
    assert cloud(home / "Dropbox" / "pupitre", machine) == "Dropbox"
    assert cloud(home / "big" / "pupitre", machine) == "Dropbox"


def test_links_that_turn_in_a_circle_stop_nothing(machine: Machine, home: Path) -> None:
    (home / "a").symlink_to(home / "b")
    (home / "b").symlink_to(home / "a")
    assert risks(Place(home / "a" / "pupitre"), machine) == ()


@pytest.mark.parametrize("name", [
    "pupitre", "Documents", "drive", "cloud", "Sync", "dropbox-old", "OneDriveTemp", "Mes documents", ".local", "[/]",
    "x" * 200, "Box",
])
def test_an_ordinary_folder_is_no_risk(machine: Machine, home: Path, name: str) -> None:
    for system in ("linux", "darwin", "win32"):
        assert risks(Place(home / name / "pupitre"), replace(machine, system=system)) == ()
        assert risks(desk_in(home / name / system), replace(machine, system=system)) == ()


# -- room, and the machine as it is --------------------------------------------------------------------


def test_a_disk_that_is_nearly_full_is_said_in_megabytes(machine: Machine, home: Path) -> None:
    asked: list[Path] = []

    def free(folder: Path) -> int:
        asked.append(folder)
        return 12_900_000

    full = replace(machine, free=free)
    assert risks(Place(home / "not" / "yet"), full) == (Risk(RiskKind.LOW_SPACE, "12"),)
    assert asked == [home.resolve()]
    assert risks(Place(home), replace(machine, free=lambda folder: 50_000_000)) == ()
    assert risks(Place(home), replace(machine, free=lambda folder: None)) == ()


def test_each_conflict_copy_is_a_risk_with_its_place_in_the_folder(machine: Machine, home: Path) -> None:
    place = desk_in(home / "pupitre")
    for copy in (place.folder / "desk (1).json", place.months / "2026-11-LAPTOP.json"):
        copy.touch()
    assert risks(place, machine) == tuple(
        Risk(RiskKind.CONFLICT, str(name)) for name in ("desk (1).json", Path("months") / "2026-11-LAPTOP.json")
    )


def test_nothing_is_made_by_looking(machine: Machine, home: Path) -> None:
    risks(Place(home / "pupitre"), machine)
    assert list(home.iterdir()) == []


def test_this_machine_answers_without_a_refusal(tmp_path: Path) -> None:
    found = this_machine()
    assert found.home == Path(os.environ["HOME"])
    assert found.environment is os.environ
    assert found.drive_type("C:\\") == 0
    assert (found.free(tmp_path) or 0) > 0
    assert found.free(tmp_path / "missing") is None
    assert " / " in found.mounts()
    assert {risk.kind for risk in risks(Place(tmp_path), found)} <= {RiskKind.LOW_SPACE}


def test_a_machine_without_a_mount_table_has_an_empty_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(real_machine, "_MOUNTINFO", tmp_path / "missing")
    assert this_machine().mounts() == ""


def test_a_folder_that_cannot_be_listed_has_no_names(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert names_in(tmp_path / "file") == ()
    assert names_in(tmp_path / "missing") == ()
