package io.patchbay.media.srtp;

import java.security.GeneralSecurityException;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.crypto.Aes;

/// Makes the library's contexts of a key.
///
/// The JDK's AES is named, else the library would measure all it finds at the first call.
final class Contexts {
  static {
    Aes.setFactoryClassName("org.jitsi.srtp.crypto.Aes$SunJCECipherFactory");
  }

  private final SrtpContextFactory factory;

  Contexts(boolean sender, SrtpKey key) {
    factory =
        new SrtpContextFactory(
            sender, key.key(), key.salt(), key.suite().rtp(), key.suite().rtcp(), new Silent());
  }

  SrtpCryptoContext rtp(int ssrc) {
    try {
      return factory.deriveContext(ssrc, 0);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this JDK lacks a cipher of SRTP", missing);
    }
  }

  SrtcpCryptoContext rtcp(int ssrc) {
    try {
      return factory.deriveControlContext(ssrc);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this JDK lacks a cipher of SRTP", missing);
    }
  }
}
