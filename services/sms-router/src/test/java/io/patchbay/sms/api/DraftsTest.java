package io.patchbay.sms.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.sms.v1.SendMessageRequest;
import io.patchbay.sms.config.Configuration;
import io.patchbay.sms.policy.SmsPolicy;
import io.patchbay.sms.store.Draft;
import io.patchbay.tpdu.Alphabet;
import io.patchbay.tpdu.Alphabets;
import io.patchbay.tpdu.Tpdu;
import io.patchbay.tpdu.TpduException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DraftsTest {
  private static final String TURKISH = "ağaçları şimdi gördüm, ışıl ışıldı. ".repeat(4);

  private static List<byte[]> tpdus(Alphabets alphabets, String text) {
    Configuration configuration = new Configuration();
    LineSpec line = LineSpec.newBuilder().setKind(LineKind.LINE_KIND_SIM).build();
    configuration.change(
        List.of(Document.newBuilder().setKind("Line").setName("gsm-1").setLine(line).build()));
    try (SmsPolicy policy = new SmsPolicy("127.0.0.1:1", configuration)) {
      Drafts drafts =
          new Drafts(
              policy,
              configuration,
              InstantSource.fixed(Instant.parse("2026-11-21T10:00:00Z")),
              () -> "id",
              new Random(1),
              alphabets);
      Draft draft =
          drafts.of(SendMessageRequest.newBuilder().setTo("+905550000001").setText(text).build());
      assertEquals(draft.tpdus().size(), draft.message().getParts());
      return draft.tpdus();
    }
  }

  private static Alphabet alphabet(byte[] tpdu) throws TpduException {
    return assertInstanceOf(Tpdu.Submit.class, Tpdu.decode(tpdu)).data().alphabet();
  }

  @Test
  void everyPhoneReadsWhatIsSentUnlessTheCheapestIsAskedFor() throws TpduException {
    List<byte[]> plain = tpdus(Alphabets.EVERY_PHONE, TURKISH);
    assertEquals(3, plain.size());
    assertEquals(Alphabet.UCS2, alphabet(plain.getFirst()));
    List<byte[]> cheapest = tpdus(Alphabets.CHEAPEST, TURKISH);
    assertEquals(1, cheapest.size());
    assertEquals(Alphabet.GSM7, alphabet(cheapest.getFirst()));
  }
}
