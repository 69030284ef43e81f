//! The proxy's own connections to the target.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use hudsucker::hyper::body::Incoming;
use hudsucker::hyper_util::client::legacy::connect::HttpConnector;
use hudsucker::hyper_util::client::legacy::{Client, Error};
use hudsucker::hyper_util::rt::{TokioExecutor, TokioTimer};
use hyper_rustls::HttpsConnector;
use rustls::ClientConfig;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{DigitallySignedStruct, SignatureScheme};
use rustls_platform_verifier::BuilderVerifierExt as _;

use super::TargetError;

/// How long a connection may take to stand.
const CONNECT: Duration = Duration::from_secs(10);
/// How long the target may think before its first byte.
const FIRST_BYTE: Duration = Duration::from_secs(45);

/// A pool of connections.
#[derive(Debug, Clone)]
pub(super) struct Upstream {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    /// TLS settings, for WebSockets.
    pub tls: Arc<ClientConfig>,
}

impl Upstream {
    /// Trusts what this machine trusts, or (for self-signed test systems) any certificate.
    pub fn make(provider: Arc<CryptoProvider>, accept_any: bool) -> Result<Self, TargetError> {
        let failed = |e: rustls::Error| TargetError::Proxy(format!("TLS could not be set up: {e}"));
        let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(failed)?;
        let tls = if accept_any {
            builder
                .dangerous()
                .with_custom_certificate_verifier(Arc::new(AnyCertificate(provider)))
                .with_no_client_auth()
        } else {
            builder.with_platform_verifier().map_err(failed)?.with_no_client_auth()
        };
        let mut http = HttpConnector::new();
        http.enforce_http(false);
        http.set_nodelay(true);
        http.set_connect_timeout(Some(CONNECT));
        let connector = hyper_rustls::HttpsConnectorBuilder::new()
            .with_tls_config(tls.clone())
            .https_or_http()
            .enable_http1()
            .wrap_connector(http);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(Duration::from_secs(20))
            .build(connector);
        Ok(Upstream { client, tls: Arc::new(tls) })
    }

    /// Sends a request; a connection that could not be made is tried once more. Gives the reason of a failure in words.
    pub async fn send(&self, request: Request<Full<Bytes>>) -> Result<Response<Incoming>, String> {
        let again = request.clone();
        match self.once(request).await {
            Err(Failure::Connect(_)) => {
                tokio::time::sleep(Duration::from_millis(200)).await;
                self.once(again).await.map_err(Failure::into_words)
            }
            other => other.map_err(Failure::into_words),
        }
    }

    async fn once(&self, request: Request<Full<Bytes>>) -> Result<Response<Incoming>, Failure> {
        match tokio::time::timeout(FIRST_BYTE, self.client.request(request)).await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) if error.is_connect() => Err(Failure::Connect(words(&error))),
            Ok(Err(error)) => Err(Failure::Other(words(&error))),
            Err(_) => Err(Failure::Other(format!("no answer within {} seconds", FIRST_BYTE.as_secs()))),
        }
    }
}

enum Failure {
    Connect(String),
    Other(String),
}

impl Failure {
    fn into_words(self) -> String {
        match self {
            Failure::Connect(words) | Failure::Other(words) => words,
        }
    }
}

/// An error with all its causes.
fn words(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

/// Takes any certificate: the team said that their test system has none that verifies.
#[derive(Debug)]
struct AnyCertificate(Arc<CryptoProvider>);

impl ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
