package io.patchbay.media.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.bc.BcX509v3CertificateBuilder;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/// Who we are in DTLS: a key of P-256 and a certificate that it signed itself; SDP tells its
/// fingerprint (RFC 8122 §5). Made anew by each process, kept nowhere. Thread-safe.
public final class DtlsIdentity {
  private static final Duration VALID = Duration.ofDays(365);

  private final BcTlsCrypto crypto;
  private final AsymmetricKeyParameter key;
  private final Certificate certificate;
  private final String fingerprint;

  private DtlsIdentity(
      BcTlsCrypto crypto, AsymmetricKeyParameter key, Certificate certificate, String fingerprint) {
    this.crypto = crypto;
    this.key = key;
    this.certificate = certificate;
    this.fingerprint = fingerprint;
  }

  /// Makes one.
  ///
  /// @param now of the certificate's validity, which nobody has to check
  public static DtlsIdentity create(SecureRandom random, Instant now) {
    ASN1ObjectIdentifier curve = SECObjectIdentifiers.secp256r1;
    var generator = new ECKeyPairGenerator();
    generator.init(
        new ECKeyGenerationParameters(
            new ECNamedDomainParameters(curve, ECNamedCurveTable.getByOID(curve)), random));
    var pair = generator.generateKeyPair();
    var name = new X500Name("CN=patchbay");
    try {
      byte[] der =
          new BcX509v3CertificateBuilder(
                  name,
                  new BigInteger(63, random),
                  Date.from(now.minus(Duration.ofDays(1))),
                  Date.from(now.plus(VALID)),
                  name,
                  pair.getPublic())
              .build(
                  new BcECContentSignerBuilder(
                          new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256),
                          new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256))
                      .build(pair.getPrivate()))
              .getEncoded();
      var crypto = new BcTlsCrypto(random);
      var chain = new TlsCertificate[] {new BcTlsCertificate(crypto, der)};
      return new DtlsIdentity(
          crypto, pair.getPrivate(), new Certificate(chain), text(digest("sha-256", der)));
    } catch (IOException | OperatorCreationException impossible) {
      throw new IllegalStateException("cannot make a certificate", impossible);
    }
  }

  /// SHA-256 of the certificate, as behind `a=fingerprint:sha-256`.
  public String fingerprint() {
    return fingerprint;
  }

  BcTlsCrypto crypto() {
    return crypto;
  }

  TlsCredentialedSigner credentials(TlsContext context) {
    return new BcDefaultTlsCredentialedSigner(
        new TlsCryptoParameters(context),
        crypto,
        key,
        certificate,
        new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
  }

  /// @param hash as in SDP: sha-256, sha-384, sha-512
  /// @throws IllegalArgumentException when it is another
  static byte[] digest(String hash, byte[] der) {
    String name =
        switch (hash) {
          case "sha-256", "sha-384", "sha-512" -> hash.toUpperCase(Locale.ROOT);
          default -> throw new IllegalArgumentException("fingerprint by '" + hash + "'");
        };
    try {
      return MessageDigest.getInstance(name).digest(der);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this JDK lacks " + name, missing);
    }
  }

  private static String text(byte[] digest) {
    return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
  }
}
