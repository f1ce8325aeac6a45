package io.patchbay.trunk.config;

import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.KeyExchange;
import io.patchbay.proto.config.v1.MediaEncryption;
import java.util.Collection;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says it when keys of SRTP will travel in SIP messages that anybody on the way can read (RFC 4568
/// §7.1.4 wants them protected). It is allowed all the same.
final class KeyExposure {
  private static final Logger LOG = LoggerFactory.getLogger(KeyExposure.class);

  private KeyExposure() {}

  static void warn(Collection<Document> documents) {
    for (Document document : documents) {
      if (exposed(document)) {
        String transport = document.getTrunk().getTransport();
        LOG.warn(
            "Trunk {}: keys of SRTP travel in SIP over {}, where anybody on the way can read them:"
                + " use transport tls",
            document.getName(),
            transport.isEmpty() ? "udp" : transport.toLowerCase(Locale.ROOT));
      }
    }
  }

  static boolean exposed(Document document) {
    return document.hasTrunk()
        && document.getTrunk().getMedia().getEncryption()
            != MediaEncryption.MEDIA_ENCRYPTION_UNSPECIFIED
        && document.getTrunk().getMedia().getKeyExchange() != KeyExchange.KEY_EXCHANGE_DTLS
        && !document.getTrunk().getTransport().equals("tls");
  }
}
