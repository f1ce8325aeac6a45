package io.patchbay.trunk.tls;

import io.patchbay.proto.config.v1.TrunkTls;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Makes the context of one connection; files are read each time, so that a renewed certificate
/// counts from the next connection on.
final class TlsContexts {
  private TlsContexts() {}

  static SSLContext of(TrunkTls spec, String name, Consumer<String> result)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    KeyManagerFactory keys = null;
    if (!spec.getKeyStore().isEmpty()) {
      keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      char[] password = spec.getKeyStorePassword().toCharArray();
      keys.init(KeyStore.getInstance(Path.of(spec.getKeyStore()).toFile(), password), password);
    }
    context.init(
        keys == null ? null : keys.getKeyManagers(),
        new TrustManager[] {
          new PeerTrust(chains(authorities(spec.getCaFile())), spec, name, result)
        },
        null);
    return context;
  }

  /// Null: those of the platform.
  private static @Nullable KeyStore authorities(String file)
      throws IOException, GeneralSecurityException {
    if (file.isEmpty()) {
      return null;
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    int number = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(Path.of(file)))) {
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + ++number, one);
      }
    }
    return store;
  }

  private static X509ExtendedTrustManager chains(@Nullable KeyStore authorities)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities);
    for (TrustManager one : factory.getTrustManagers()) {
      if (one instanceof X509ExtendedTrustManager chains) {
        return chains;
      }
    }
    throw new GeneralSecurityException("no trust manager for X.509");
  }
}
