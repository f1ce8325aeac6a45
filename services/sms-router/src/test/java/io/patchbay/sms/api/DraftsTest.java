package io.patchbay.sms.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.Fault;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineMessages;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.sms.v1.AlphabetChoice;
import io.patchbay.proto.sms.v1.SendMessageRequest;
import io.patchbay.sms.config.Configuration;
import io.patchbay.sms.policy.SmsPolicy;
import io.patchbay.sms.store.Draft;
import io.patchbay.tpdu.Alphabet;
import io.patchbay.tpdu.Alphabets;
import io.patchbay.tpdu.Tpdu;
import io.patchbay.tpdu.TpduException;
import io.patchbay.tpdu.Validity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DraftsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final String TURKISH = "ağaçları şimdi gördüm, ışıl ışıldı. ".repeat(4);

  private static Draft draft(Alphabets alphabets, SendMessageRequest.Builder request) {
    return draft(alphabets, request, LineMessages.getDefaultInstance());
  }

  private static Draft draft(
      Alphabets alphabets, SendMessageRequest.Builder request, LineMessages messages) {
    Configuration configuration = new Configuration();
    LineSpec line =
        LineSpec.newBuilder().setKind(LineKind.LINE_KIND_SIM).setMessages(messages).build();
    configuration.change(
        List.of(Document.newBuilder().setKind("Line").setName("gsm-1").setLine(line).build()));
    try (SmsPolicy policy = new SmsPolicy("127.0.0.1:1", configuration)) {
      Drafts drafts =
          new Drafts(
              policy,
              configuration,
              InstantSource.fixed(NOW),
              () -> "id",
              new Random(1),
              new Drafts.Defaults(alphabets, Duration.ofHours(13)));
      Draft draft = drafts.of(request.build());
      assertEquals(draft.tpdus().size(), draft.message().getParts());
      return draft;
    }
  }

  private static SendMessageRequest.Builder to(String number, String text) {
    return SendMessageRequest.newBuilder().setTo(number).setText(text);
  }

  private static Tpdu.Submit submit(Draft draft) throws TpduException {
    return assertInstanceOf(Tpdu.Submit.class, Tpdu.decode(draft.tpdus().getFirst()));
  }

  private static Alphabet alphabet(Draft draft) throws TpduException {
    return submit(draft).data().alphabet();
  }

  @Test
  void everyPhoneReadsWhatIsSentUnlessTheCheapestIsAskedFor() throws TpduException {
    SendMessageRequest.Builder turkish = to("+905550000001", TURKISH);
    Draft plain = draft(Alphabets.EVERY_PHONE, turkish);
    assertEquals(3, plain.tpdus().size());
    assertEquals(Alphabet.UCS2, alphabet(plain));
    Draft cheapest = draft(Alphabets.CHEAPEST, turkish);
    assertEquals(1, cheapest.tpdus().size());
    assertEquals(Alphabet.GSM7, alphabet(cheapest));
  }

  @Test
  void aMessageHasItsOwnChoiceOfAlphabets() throws TpduException {
    SendMessageRequest.Builder turkish = to("+905550000001", TURKISH);
    turkish.setAlphabets(AlphabetChoice.ALPHABET_CHOICE_CHEAPEST);
    assertEquals(Alphabet.GSM7, alphabet(draft(Alphabets.EVERY_PHONE, turkish)));
    turkish.setAlphabets(AlphabetChoice.ALPHABET_CHOICE_EVERY_PHONE);
    assertEquals(Alphabet.UCS2, alphabet(draft(Alphabets.CHEAPEST, turkish)));
  }

  @Test
  void aPlainMessageHasNoClassAndTheValidityOfTheSettings() throws TpduException {
    Draft draft = draft(Alphabets.EVERY_PHONE, to("10086", "x"));
    assertEquals(OptionalInt.empty(), submit(draft).coding().messageClass());
    assertEquals(new Validity.Relative(145), submit(draft).validity());
    assertEquals(NOW.plus(Duration.ofHours(13)), draft.expiresAt());
    assertFalse(submit(draft).replyPath());
    assertFalse(draft.message().hasMessageClass());
    assertEquals(13 * 60, draft.message().getValidityMinutes());
    assertEquals("", draft.message().getServiceCentre());
  }

  @Test
  void aLineHasAValidityOfItsOwnThatAMessageOverrides() throws TpduException {
    LineMessages week = LineMessages.newBuilder().setValidityMinutes(7 * 24 * 60).build();
    Draft draft = draft(Alphabets.EVERY_PHONE, to("10086", "x"), week);
    assertEquals(new Validity.Relative(173), submit(draft).validity());
    assertEquals(NOW.plus(Duration.ofDays(7)), draft.expiresAt());
    SendMessageRequest.Builder own = to("10086", "x").setValidityMinutes(5);
    assertEquals(
        new Validity.Relative(0), submit(draft(Alphabets.EVERY_PHONE, own, week)).validity());
  }

  @Test
  void whatIsAskedForIsInThePduOrWithIt() throws TpduException {
    Draft draft =
        draft(
            Alphabets.EVERY_PHONE,
            to("10086", "现在")
                .setMessageClass(0)
                .setReplyPath(true)
                .setProtocolId(0x41)
                .setServiceCentre("+86 138-0010 0500"));
    Tpdu.Submit submit = submit(draft);
    assertEquals(0x18, submit.coding().octet());
    assertTrue(submit.replyPath());
    assertEquals(0x41, submit.protocolId());
    assertTrue(draft.message().hasMessageClass());
    assertEquals(0, draft.message().getMessageClass());
    assertEquals("+8613800100500", draft.message().getServiceCentre());
  }

  /// TS 23.040 §9.2.3.12.1, catalogue AT-160.
  @ParameterizedTest
  @CsvSource({
    "1, 0, 5",
    "5, 0, 5",
    "6, 1, 10",
    "720, 143, 720",
    "721, 144, 750",
    "1440, 167, 1440",
    "1441, 168, 2880",
    "43200, 196, 43200",
    "43201, 197, 50400",
    "635040, 255, 635040"
  })
  void aValidityIsTheNextThatExists(int asked, int octet, int told) throws TpduException {
    Draft draft = draft(Alphabets.EVERY_PHONE, to("10086", "x").setValidityMinutes(asked));
    assertEquals(new Validity.Relative(octet), submit(draft).validity());
    assertEquals(told, draft.message().getValidityMinutes());
    assertEquals(NOW.plus(Duration.ofMinutes(asked)), draft.expiresAt());
  }

  @Test
  void wrongOptionsAreRefusedByFieldAndValue() {
    refused("message_class: 0 to 3 expected, not 4", to("1", "x").setMessageClass(4));
    refused("message_class: 0 to 3 expected, not 4294967295", to("1", "x").setMessageClass(-1));
    refused("validity_minutes: 1 to 635040 (63 weeks)", to("1", "x").setValidityMinutes(635041));
    refused("not 4294967295", to("1", "x").setValidityMinutes(-1));
    refused("protocol_id: 0 to 255 expected, not 256", to("1", "x").setProtocolId(256));
    refused("alphabets: no such value: 9", to("1", "x").setAlphabetsValue(9));
    refused("service_centre: `me` is no number", to("1", "x").setServiceCentre("me"));
    refused("service_centre: `12*3` is no number", to("1", "x").setServiceCentre("12*3"));
    refused("service_centre: ` ` is no number", to("1", "x").setServiceCentre(" "));
    refused("service_centre: `1111", to("1", "x").setServiceCentre("1".repeat(21)));
    refused("1…` is no number", to("1", "x").setServiceCentre("1".repeat(100_000)));
  }

  private static void refused(String named, SendMessageRequest.Builder request) {
    Fault fault = assertThrows(Fault.class, () -> draft(Alphabets.EVERY_PHONE, request));
    assertEquals(Fault.Kind.INVALID, fault.kind());
    assertTrue(String.valueOf(fault.getMessage()).contains(named), fault.getMessage());
  }
}
