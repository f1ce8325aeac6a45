package io.patchbay.sms.own;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.AutoReply;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswersTest {
  private static final AutoReply REPLY =
      AutoReply.newBuilder().setTrigger("嘿，我的号码是什么").setText("哟，你的号码是?").build();

  private static Optional<String> reply(String sender, String text) {
    return Answers.reply(REPLY, List.of(REPLY), sender, text);
  }

  @ParameterizedTest
  @CsvSource({
    "'尊敬的客户，您的号码是 13800001111', 您的号码是, 13800001111",
    "'Your number is: +8613800001111.', number is, +8613800001111",
    "'2 SMS left, number 13800001111', '', 13800001111",
    "'bill 20.5, your number 13800001111', your number, 13800001111",
  })
  void theNumberIsTheFirstBehindTheKeyword(String text, String keyword, String number) {
    assertEquals(Optional.of(number), Answers.number(text, keyword));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "您的号码是", "您的号码是 12", "13800001111 您的号码是", "您的号码是 123456789012345678901"})
  void withoutANumberBehindTheKeywordThereIsNone(String text) {
    assertEquals(Optional.empty(), Answers.number(text, "您的号码是"));
  }

  @Test
  void eachQuestionMarkBecomesTheSendersNumberButNotTheWideOne() {
    assertEquals(Optional.of("哟，你的号码是13512345678"), reply("13512345678", "喂 嘿，我的号码是什么"));
    AutoReply wide = REPLY.toBuilder().setText("号码？是? 和 ?").build();
    assertEquals(
        Optional.of("号码？是+861 和 +861".replace("+861", "+8613512345678")),
        Answers.reply(wide, List.of(), "+8613512345678", REPLY.getTrigger()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bank", "10086", "1234001a", "", "*13512345678"})
  void onlyFullNumbersAreAnswered(String sender) {
    assertEquals(Optional.empty(), reply(sender, REPLY.getTrigger()));
  }

  @Test
  void whatMayBeAnAnswerOfOneOfOurLinesIsNotAnswered() {
    AutoReply other = AutoReply.newBuilder().setTrigger("哟").setText("嘿，我的号码是什么 ?").build();
    assertEquals(
        Optional.empty(),
        Answers.reply(REPLY, List.of(REPLY, other), "13512345678", "嘿，我的号码是什么 +8613900000001"));
    assertEquals(Optional.empty(), reply("13512345678", "something else"));
  }

  @Test
  void aNumberIsTheSameWithItsCountryCodeAndWithout() {
    assertTrue(Answers.same("+8613900000002", "13900000002"));
    assertFalse(Answers.same("1234001", "861234001"), "short ones must be exactly so");
    assertFalse(Answers.same("+8613900000002", "+8613900000003"));
  }
}
