package io.patchbay.driver.gsm.ussd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.line.LineEvent.Refusal;
import io.patchbay.line.UssdState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UssdDialoguesTest {
  private UssdDialogues dialogues = UssdDialogues.none();

  private List<UssdEffect> on(UssdInput input) {
    UssdDialogues.Step step = dialogues.on(input);
    dialogues = step.next();
    return step.effects();
  }

  private List<UssdEffect> send(long command, String session, String text) {
    return on(new UssdInput.Send(command, session, text));
  }

  private List<UssdEffect> said(String text, UssdState state) {
    return on(new UssdInput.Said(new UssdReply(text, state)));
  }

  private long armed(List<UssdEffect> effects) {
    return assertInstanceOf(UssdEffect.Arm.class, effects.getLast()).timer();
  }

  @Test
  void aDialogueOfWhichNothingComesEndsAtTheModemAndTheNextOneBegins() {
    long timer = armed(send(1, "a", "*100#"));
    assertTrue(send(2, "b", "*101#").isEmpty());

    List<UssdEffect> effects = on(new UssdInput.Expired(timer));

    assertEquals(new UssdEffect.End(), effects.get(0));
    assertEquals(new UssdEffect.Report("a", "", UssdState.TIMED_OUT), effects.get(1));
    assertEquals(new UssdEffect.Submit(new UssdInput.Send(2, "b", "*101#")), effects.get(2));
  }

  @Test
  void aTimerOfAnEarlierTurnDoesNothing() {
    long first = armed(send(1, "a", "*100#"));
    said("1 more", UssdState.ANSWER_WANTED);

    assertTrue(on(new UssdInput.Expired(first)).isEmpty());
    assertEquals(Optional.of(new UssdDialogues.Dialogue("a", true)), dialogues.current());
  }

  @Test
  void aDialogueTheNetworkBeganCanBeAnsweredByItsName() {
    List<UssdEffect> effects = said("Win a prize? 1 yes", UssdState.ANSWER_WANTED);
    String session = assertInstanceOf(UssdEffect.Report.class, effects.getFirst()).session();
    assertTrue(session.startsWith("network-"), session);

    assertEquals(
        new UssdEffect.Submit(new UssdInput.Send(1, session, "1")),
        send(1, session, "1").getFirst());
  }

  @Test
  void whatWaitsCanBeTakenBackAndTheNinthIsRefused() {
    send(1, "a", "*100#");
    for (int i = 0; i < 8; i++) {
      assertTrue(send(2 + i, "w" + i, "*1#").isEmpty());
    }
    assertEquals(
        Refusal.BUSY,
        assertInstanceOf(UssdEffect.Refuse.class, send(20, "x", "*1#").getFirst()).kind());

    List<UssdEffect> effects = on(new UssdInput.Cancel(21, "w3"));

    assertEquals(5, assertInstanceOf(UssdEffect.Refuse.class, effects.get(0)).command());
    assertEquals(new UssdEffect.Accept(21), effects.get(1));
    assertEquals(7, dialogues.waiting().size());
  }

  @Test
  void whatCouldBreakOutOfTheQuotationMarksIsRefused() {
    for (String text : new String[] {"", "*100#\"\rATH", "*100#\r", "€", "1".repeat(183)}) {
      assertEquals(
          Refusal.INVALID,
          assertInstanceOf(UssdEffect.Refuse.class, send(1, "a", text).getFirst()).kind());
    }
  }

  @Test
  void whenTheModemIsGoneEverybodyHearsOfIt() {
    send(1, "a", "*100#");
    send(2, "b", "*101#");

    List<UssdEffect> effects = on(new UssdInput.Lost());

    assertEquals(new UssdEffect.Report("a", "", UssdState.LOST), effects.get(0));
    assertEquals(2, assertInstanceOf(UssdEffect.Refuse.class, effects.get(1)).command());
    assertEquals(Optional.empty(), dialogues.current());
  }

  /// Whatever comes in whatever order: each command is submitted, accepted or refused once, and
  /// each dialogue begun is reported to its end or is the current one.
  @Test
  void noCommandIsLostOrAnsweredTwiceInAnyOrderOfEvents() {
    for (long seed = 0; seed < 300; seed++) {
      dialogues = UssdDialogues.none();
      var random = new SplittableRandom(seed);
      Map<Long, Integer> answers = new HashMap<>();
      Set<Long> sent = new HashSet<>();
      long timer = 0;
      for (long i = 1; i <= 80; i++) {
        String session = "s" + random.nextInt(12);
        UssdInput input =
            switch (random.nextInt(8)) {
              case 0, 1, 2 -> new UssdInput.Send(i, session, "*100#");
              case 3 -> new UssdInput.Cancel(i, session);
              case 4 -> new UssdInput.Expired(timer - random.nextInt(2));
              case 5 -> new UssdInput.NotTaken(session);
              case 6 -> random.nextInt(6) == 0 ? new UssdInput.Lost() : said(random);
              default -> said(random);
            };
        if (input instanceof UssdInput.Send || input instanceof UssdInput.Cancel) {
          sent.add(i);
        }
        for (UssdEffect effect : on(input)) {
          switch (effect) {
            case UssdEffect.Submit(var send) -> answers.merge(send.command(), 1, Integer::sum);
            case UssdEffect.Accept(long command) -> answers.merge(command, 1, Integer::sum);
            case UssdEffect.Refuse(long command, _, _) -> answers.merge(command, 1, Integer::sum);
            case UssdEffect.Arm(long number, _) -> timer = number;
            case UssdEffect.End _, UssdEffect.Report _ -> {}
          }
        }
      }
      List<Long> open = new ArrayList<>(sent);
      open.removeAll(answers.keySet());
      List<Long> waiting = dialogues.waiting().stream().map(UssdInput.Send::command).toList();
      assertEquals(Set.copyOf(waiting), Set.copyOf(open), "seed " + seed);
      assertTrue(answers.values().stream().allMatch(count -> count == 1), "seed " + seed);
    }
  }

  private static UssdInput said(SplittableRandom random) {
    UssdState[] states = {
      UssdState.DONE, UssdState.ANSWER_WANTED, UssdState.TERMINATED, UssdState.NOT_SUPPORTED
    };
    return new UssdInput.Said(
        new UssdReply(random.nextBoolean() ? "text" : "", states[random.nextInt(4)]));
  }
}
