package io.patchbay.media.dtls;

import java.io.IOException;
import java.util.Hashtable;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;

/// The passive side.
final class DtlsServer extends DefaultTlsServer {
  private static final byte[] NO_MKI = {};

  private final Exchange exchange;

  DtlsServer(Exchange exchange) {
    super(exchange.peer().identity().crypto());
    this.exchange = exchange;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return Exchange.versions();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return TlsUtils.getSupportedCipherSuites(getCrypto(), Exchange.cipherSuites());
  }

  @Override
  public int getHandshakeTimeoutMillis() {
    return Exchange.TIMEOUT_MILLIS;
  }

  @Override
  public int getMaxHandshakeMessageSize() {
    return Exchange.MAX_MESSAGE;
  }

  @Override
  protected TlsCredentialedSigner getECDSASignerCredentials() {
    return exchange.peer().identity().credentials(context);
  }

  @Override
  public CertificateRequest getCertificateRequest() {
    return new CertificateRequest(
        new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign},
        TlsUtils.getDefaultSupportedSignatureAlgorithms(context),
        null); // of no authority: certificates sign themselves
  }

  @Override
  public void notifyClientCertificate(Certificate chain) throws IOException {
    exchange.certified(chain);
  }

  @Override
  @SuppressWarnings("rawtypes") // the library's signature
  public Hashtable getServerExtensions() throws IOException {
    UseSRTPData offered = TlsSRTPUtils.getUseSRTPExtension(clientExtensions);
    if (offered == null) {
      throw exchange.refused(AlertDescription.missing_extension, "the peer does not want SRTP");
    }
    int profile = exchange.chosen(offered.getProtectionProfiles());
    Hashtable extensions = super.getServerExtensions();
    TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(new int[] {profile}, NO_MKI));
    return extensions;
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    exchange.complete(context);
  }
}
