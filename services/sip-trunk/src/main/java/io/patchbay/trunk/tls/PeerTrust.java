package io.patchbay.trunk.tls;

import io.patchbay.proto.config.v1.TrunkTls;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts a chain, and then only the peer that the document means.
final class PeerTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager chains;
  private final TrunkTls spec;
  private final String name;
  private final Consumer<String> result;

  /// @param name that the certificate must have
  /// @param result gets what is wrong in words, or nothing when all is well
  PeerTrust(X509ExtendedTrustManager chains, TrunkTls spec, String name, Consumer<String> result) {
    this.chains = chains;
    this.spec = spec;
    this.name = name.toLowerCase(Locale.ROOT);
    this.result = result;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    try {
      chains.checkServerTrusted(chain, type, socket);
      check(chain[0], socket);
      result.accept("");
    } catch (CertificateException e) {
      result.accept(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private void check(X509Certificate certificate, Socket socket) throws CertificateException {
    if (spec.getMinVersion().equals("1.3")
        && socket instanceof SSLSocket tls
        && !tls.getHandshakeSession().getProtocol().equals("TLSv1.3")) {
      throw new CertificateException(
          "it speaks " + tls.getHandshakeSession().getProtocol() + ", not TLSv1.3");
    }
    String fingerprint = fingerprint(certificate);
    if (!spec.getPinnedSha256().isEmpty()
        && !fingerprint.equalsIgnoreCase(spec.getPinnedSha256())) {
      throw new CertificateException("its certificate is " + fingerprint + ", not the pinned one");
    }
    List<String> names = CertificateNames.of(certificate);
    if (!spec.getAnyName() && !names.contains(name)) {
      throw new CertificateException("its certificate is of " + names + ", not of " + name);
    }
  }

  private static String fingerprint(X509Certificate certificate) throws CertificateException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new CertificateException("no SHA-256", e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("only for sockets");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("only for sockets");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("only for servers");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("only for servers");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("only for servers");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return chains.getAcceptedIssuers();
  }
}
