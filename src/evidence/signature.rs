//! `manifest.sig`: an Ed25519 signature (RFC 8032) over the bytes of the manifest, and the key file of the user.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

use super::{BundleError, manifest::MANIFEST};

/// Names another key file than the one in the user's configuration folder.
const KEY_VARIABLE: &str = "KLARSYN_SIGNING_KEY";

#[derive(Debug, Serialize, Deserialize)]
struct SignatureFile {
    algorithm: String,
    signs: String,
    public_key: String,
    signature: String,
}

/// The key file of this user.
pub(super) fn key_file() -> Result<PathBuf, BundleError> {
    let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    if let Some(path) = set(KEY_VARIABLE) {
        return Ok(path);
    }
    let configuration =
        set("XDG_CONFIG_HOME").or_else(|| set("APPDATA")).or_else(|| set("HOME").map(|home| home.join(".config")));
    configuration.map(|folder| folder.join("klarsyn").join("signing.key")).ok_or_else(|| BundleError::Damaged {
        path: PathBuf::from("signing.key"),
        reason: format!(
            "there is no configuration folder for the signing key; set {KEY_VARIABLE} to the path of a key file"
        ),
    })
}

/// Reads the key (32 bytes as hexadecimal); makes it, readable by its owner alone, when it is not there.
pub(super) fn key(path: &Path) -> Result<SigningKey, BundleError> {
    if !path.exists() {
        make(path)?;
    }
    let text = std::fs::read_to_string(path).map_err(|e| BundleError::io(path, e))?;
    let mut seed = [0; 32];
    hex::decode_to_slice(text.trim(), &mut seed).map_err(|_| BundleError::Damaged {
        path: path.to_owned(),
        reason: "it is not a signing key (64 hexadecimal digits); move it away and a new one is made".into(),
    })?;
    Ok(SigningKey::from_bytes(&seed))
}

/// Makes a key file. Two runs that start together agree on the one that came first.
fn make(path: &Path) -> Result<(), BundleError> {
    let failed = |e| BundleError::io(path, e);
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent).map_err(failed)?;
    let mut file = tempfile::NamedTempFile::new_in(parent).map_err(failed)?;
    writeln!(file, "{}", hex::encode(rand::random::<[u8; 32]>())).map_err(failed)?;
    match file.persist_noclobber(path) {
        Err(error) if !path.exists() => Err(failed(error.error)),
        _ => Ok(()),
    }
}

/// The content of `manifest.sig`.
pub(super) fn sign(key: &SigningKey, manifest: &[u8]) -> Vec<u8> {
    let file = SignatureFile {
        algorithm: "Ed25519".into(),
        signs: MANIFEST.into(),
        public_key: hex::encode(key.verifying_key().to_bytes()),
        signature: hex::encode(key.sign(manifest).to_bytes()),
    };
    let mut text = serde_json::to_vec_pretty(&file).expect("a signature file holds only strings");
    text.push(b'\n');
    text
}

/// The public key (hexadecimal) whose signature over the manifest holds, or what is wrong.
pub(super) fn signer(manifest: &[u8], signature: &[u8]) -> Result<String, String> {
    let file: SignatureFile =
        serde_json::from_slice(signature).map_err(|e| format!("the signature file does not parse: {e}"))?;
    let mut public = [0; 32];
    let mut bytes = [0; 64];
    hex::decode_to_slice(&file.public_key, &mut public).map_err(|_| "the public key is not 64 hexadecimal digits")?;
    hex::decode_to_slice(&file.signature, &mut bytes).map_err(|_| "the signature is not 128 hexadecimal digits")?;
    let key = VerifyingKey::from_bytes(&public).map_err(|_| "the public key is none")?;
    key.verify_strict(manifest, &Signature::from_bytes(&bytes))
        .map(|()| file.public_key)
        .map_err(|_| "the manifest was changed after it was signed".into())
}
