//! The certificate authority of one run: made at the start, kept in memory only, trusted by our own clients alone.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use http::uri::Authority as HostPort;
use hudsucker::certificate_authority::CertificateAuthority;
use hudsucker::rcgen::{
    BasicConstraints, Certificate, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, PublicKeyData as _,
};
use rustls::ServerConfig;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use sha2::{Digest as _, Sha256};

use super::TargetError;

/// Hosts whose certificates are remembered.
const REMEMBERED: usize = 1000;

/// Issues a certificate for each host that a client asks for. Host names and IP addresses alike: test systems often
/// have no name.
#[derive(Clone)]
pub(super) struct Authority(Arc<Inner>);

struct Inner {
    issuer: Issuer<'static, KeyPair>,
    certificate: Certificate,
    host_key: KeyPair,
    provider: Arc<CryptoProvider>,
    issued: Mutex<HashMap<String, Arc<ServerConfig>>>,
}

impl std::fmt::Debug for Authority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Authority")
    }
}

impl Authority {
    /// A new authority with new keys.
    pub fn make(provider: Arc<CryptoProvider>) -> Result<Self, TargetError> {
        let failed = |e| TargetError::Proxy(format!("no certificate authority could be made: {e}"));
        let key = KeyPair::generate().map_err(failed)?;
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, "klarsyn recording proxy");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages =
            vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign, KeyUsagePurpose::DigitalSignature];
        let certificate = params.self_signed(&key).map_err(failed)?;
        let host_key = KeyPair::generate().map_err(failed)?;
        let issuer = Issuer::new(params, key);
        Ok(Authority(Arc::new(Inner { issuer, certificate, host_key, provider, issued: Mutex::default() })))
    }

    /// The authority's certificate, DER.
    pub fn certificate(&self) -> &[u8] {
        self.0.certificate.der()
    }

    /// Base64 of the SHA-256 of the key that all our host certificates carry, for `--ignore-certificate-errors-spki-list`:
    /// with it pages count as secure, and service workers run.
    pub fn pin(&self) -> String {
        base64::engine::general_purpose::STANDARD.encode(Sha256::digest(self.0.host_key.subject_public_key_info()))
    }

    fn issue(&self, host: &str) -> Result<ServerConfig, String> {
        let mut params = CertificateParams::new(vec![host.to_owned()]).map_err(|e| e.to_string())?;
        params.distinguished_name.push(DnType::CommonName, host);
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let certificate = params.signed_by(&self.0.host_key, &self.0.issuer).map_err(|e| e.to_string())?;
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(self.0.host_key.serialize_der()));
        let mut config = ServerConfig::builder_with_provider(Arc::clone(&self.0.provider))
            .with_safe_default_protocol_versions()
            .map_err(|e| e.to_string())?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.into()], key)
            .map_err(|e| e.to_string())?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(config)
    }
}

impl CertificateAuthority for Authority {
    async fn gen_server_config(&self, authority: &HostPort) -> Arc<ServerConfig> {
        let host = super::proxy::unmark(authority.host()).trim_matches(['[', ']']).to_owned();
        let mut issued = self.0.issued.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(config) = issued.get(&host) {
            return Arc::clone(config);
        }
        // A host name that no certificate can hold gets one for another name; the client then refuses it.
        let config = self.issue(&host).or_else(|_| self.issue("invalid.invalid"));
        let config = Arc::new(config.expect("a certificate for a fixed name can be issued"));
        if issued.len() >= REMEMBERED {
            issued.clear();
        }
        issued.insert(host, Arc::clone(&config));
        config
    }
}
