//! File systems on which changes made elsewhere bring no events here.
//!
//! Asks the system for the kind of file system; writes nothing. What is not known here is found by the look that finds a change
//! without an event.

use std::path::Path;

/// What kind of shared file system the path is on, in words; `None` if it is on none that is known.
#[cfg(any(target_os = "linux", target_os = "android"))]
#[expect(clippy::cast_sign_loss, reason = "the number is one of 32 bits, whatever type holds it")]
pub(super) fn shared(path: &Path) -> Option<&'static str> {
    // The numbers are those of statfs(2) and linux/magic.h.
    Some(match rustix::fs::statfs(path).ok()?.f_type as u64 & 0xffff_ffff {
        0x6969 => "NFS",
        0x517b | 0xfe53_4d42 | 0xff53_4d42 => "SMB",
        // Windows drives in WSL 2, and gVisor.
        0x0102_1997 => "9P",
        // sshfs, virtiofs, and the folders that Docker Desktop shares with its containers.
        0x6573_5546 => "FUSE",
        0x786f_4256 => "a VirtualBox folder",
        0xbacb_acbc => "a VMware folder",
        0x7c7c_6673 => "a Parallels folder",
        0x00c3_6400 => "Ceph",
        0x5346_414f => "AFS",
        _ => return None,
    })
}

/// Elsewhere it is left to the look.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub(super) fn shared(_: &Path) -> Option<&'static str> {
    None
}
