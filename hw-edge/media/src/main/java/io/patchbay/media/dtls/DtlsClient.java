package io.patchbay.media.dtls;

import java.io.IOException;
import java.util.Hashtable;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;

/// The active side.
final class DtlsClient extends DefaultTlsClient {
  private static final byte[] NO_MKI = {};

  private final Exchange exchange;

  DtlsClient(Exchange exchange) {
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
  @SuppressWarnings({"rawtypes", "unchecked"}) // the library's signature
  public Hashtable getClientExtensions() throws IOException {
    Hashtable extensions = super.getClientExtensions();
    TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(SrtpProfiles.all(), NO_MKI));
    return extensions;
  }

  @Override
  @SuppressWarnings("rawtypes") // the library's signature
  public void processServerExtensions(Hashtable extensions) throws IOException {
    super.processServerExtensions(extensions);
    UseSRTPData chosen = extensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(extensions);
    if (chosen == null || chosen.getProtectionProfiles().length != 1) {
      throw exchange.refused(AlertDescription.missing_extension, "the peer does not want SRTP");
    }
    exchange.choose(chosen.getProtectionProfiles());
  }

  @Override
  public TlsAuthentication getAuthentication() {
    return new TlsAuthentication() {
      @Override
      public void notifyServerCertificate(TlsServerCertificate certificate) throws IOException {
        exchange.certified(certificate.getCertificate());
      }

      @Override
      public TlsCredentials getClientCredentials(CertificateRequest request) {
        return exchange.peer().identity().credentials(context);
      }
    };
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    exchange.complete(context);
  }
}
