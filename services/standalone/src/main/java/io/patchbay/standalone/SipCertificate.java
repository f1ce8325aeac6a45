package io.patchbay.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A self-signed certificate for SIP over TLS on this machine (RFC 5922: subjectAltName), in a PKCS
/// #12 file.
final class SipCertificate {
  private SipCertificate() {}

  /// Makes `<data>/sip.p12` when there is none: P-256, ten years, for `localhost` and the bind
  /// address.
  static Path ensure(Path data, String bind, String password, Instant now, SecureRandom random) {
    Path file = data.resolve("sip.p12");
    if (Files.exists(file)) {
      return file;
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair keys = generator.generateKeyPair();
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "sip",
          keys.getPrivate(),
          password.toCharArray(),
          new Certificate[] {certificate(keys, bind, now, random)});
      write(store, file, password);
      return file;
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new StartFailure("SIP certificate: cannot make " + file + ": " + e.getMessage(), e);
    }
  }

  private static X509Certificate certificate(
      KeyPair keys, String bind, Instant now, SecureRandom random)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    var name = new X500Name("CN=patchbay");
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(120, random),
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(Duration.ofDays(3650))),
            name,
            keys.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.iPAddress, bind)
            }));
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static void write(KeyStore store, Path file, String password)
      throws GeneralSecurityException, IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = Files.newOutputStream(fresh)) {
      store.store(out, password.toCharArray());
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
