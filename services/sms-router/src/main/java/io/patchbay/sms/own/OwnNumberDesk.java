package io.patchbay.sms.own;

import io.patchbay.contract.Fault;
import io.patchbay.proto.config.v1.OwnNumber;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.SendMessageRequest;
import io.patchbay.proto.sms.v1.SendUssdRequest;
import io.patchbay.proto.sms.v1.UssdReply;
import io.patchbay.proto.sms.v1.UssdState;
import io.patchbay.sms.config.Configuration;
import io.patchbay.sms.control.NumberLines;
import io.patchbay.sms.store.Database;
import io.patchbay.sms.store.OwnNumbers;
import io.patchbay.sms.ussd.UssdDesk;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out the numbers of SIM cards that do not tell them, keeps them with the card, and tells
/// the line that has it. [#look] is for one thread.
public final class OwnNumberDesk {
  private static final Logger LOG = LoggerFactory.getLogger(OwnNumberDesk.class);

  /// Until a question without an answer is asked again.
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMinutes(2),
          Duration.ofMinutes(15),
          Duration.ofHours(2),
          Duration.ofHours(12),
          Duration.ofDays(1));

  /// A line that has registered anew asks again, but not for every short loss of its network.
  private static final Duration ANEW = Duration.ofMinutes(2);

  private static final Duration TELL_AGAIN = Duration.ofSeconds(30);
  private static final Duration ANSWER = Duration.ofMinutes(30);

  private final Cards cards;
  private final Configuration configuration;
  private final Database database;
  private final NumberLines lines;
  private final UssdDesk ussd;
  private final Sending sending;
  private final Executor threads;
  private final InstantSource clock;
  private final Set<Cards.Serving> seen = new HashSet<>();
  private final Map<Cards.Serving, Instant> told = new HashMap<>();

  /// Accepts a message to be sent.
  public interface Sending {
    Message send(SendMessageRequest request);
  }

  /// @param threads for questions, which take their time
  public OwnNumberDesk(
      Cards cards,
      Configuration configuration,
      Database database,
      NumberLines lines,
      UssdDesk ussd,
      Sending sending,
      Executor threads,
      InstantSource clock) {
    this.cards = cards;
    this.configuration = configuration;
    this.database = database;
    this.lines = lines;
    this.ussd = ussd;
    this.sending = sending;
    this.threads = threads;
    this.clock = clock;
  }

  /// Looks at all lines once.
  public void look() {
    Set<Cards.Serving> serving = new HashSet<>(cards.serving());
    seen.retainAll(serving);
    told.keySet().retainAll(serving);
    for (Cards.Serving each : serving) {
      boolean anew = seen.add(each);
      if (each.number().isEmpty() && configuration.now().line(each.line()).getNumber().isEmpty()) {
        unknown(each, anew);
      }
    }
  }

  private void unknown(Cards.Serving line, boolean anew) {
    Instant now = clock.instant();
    Optional<String> number =
        database.transact(transaction -> OwnNumbers.number(transaction, line.card()));
    if (number.isPresent()) {
      tell(line, number.get(), now);
      return;
    }
    var messages = configuration.now().line(line.line()).getMessages();
    if (!messages.hasOwnNumber()) {
      return;
    }
    OwnNumber own = messages.getOwnNumber();
    Optional<Integer> attempt =
        database.transact(transaction ->
            OwnNumbers.claim(
                transaction,
                line.card(),
                line.line(),
                now,
                anew ? Optional.of(ANEW) : Optional.empty(),
                PAUSES));
    attempt.ifPresent(count -> threads.execute(() -> ask(line, own, count)));
  }

  private void tell(Cards.Serving line, String number, Instant now) {
    Instant last = told.getOrDefault(line, Instant.EPOCH);
    if (last.plus(TELL_AGAIN).isBefore(now)) {
      told.put(line, now);
      threads.execute(() -> tell(line, number));
    }
  }

  private void tell(Cards.Serving line, String number) {
    try {
      lines.learn(line.line(), line.card(), number);
    } catch (Fault e) {
      LOG.warn("line {}: does not take its number: {}", line.line(), e.getMessage());
    }
  }

  private void ask(Cards.Serving line, OwnNumber own, int attempt) {
    try {
      if (own.getUssd().isEmpty()) {
        bySms(line, own, attempt);
      } else {
        byUssd(line, own);
      }
    } catch (Fault e) {
      LOG.warn("line {}: its number is not found out: {}", line.line(), e.getMessage());
    }
  }

  private void byUssd(Cards.Serving line, OwnNumber own) {
    UssdReply reply =
        ussd.send(SendUssdRequest.newBuilder().setLine(line.line()).setText(own.getUssd()).build());
    if (reply.getState() == UssdState.USSD_STATE_ANSWER_WANTED) {
      ussd.cancel(line.line(), reply.getSession());
    }
    answered(line.line(), line.card(), own, reply.getText());
  }

  private void bySms(Cards.Serving line, OwnNumber own, int attempt) {
    String to =
        own.getLine().isEmpty()
            ? own.getSmsTo()
            : numberOf(own.getLine())
                .orElseThrow(() ->
                    new Fault(
                        Fault.Kind.UNAVAILABLE, "nobody knows the number of " + own.getLine()));
    String from = own.getSmsFrom().isEmpty() ? to : own.getSmsFrom();
    var _ =
        database.transact(transaction ->
            OwnNumbers.awaitFrom(transaction, line.card(), from, clock.instant().plus(ANSWER)));
    Message sent =
        sending.send(
            SendMessageRequest.newBuilder()
                .setTo(to)
                .setText(own.getSmsText())
                .setLine(line.line())
                .setOrigin("own-number/" + line.line())
                .setRequestId("own-number-" + line.card() + "-" + attempt)
                .build());
    LOG.info("line {}: asks {} for its number: {}", line.line(), to, sent.getMessageId());
  }

  private Optional<String> numberOf(String line) {
    String configured = configuration.now().line(line).getNumber();
    return configured.isEmpty() ? cards.number(line) : Optional.of(configured);
  }

  /// Takes a message that came in, if the line waits for it; from anybody else it does not count.
  public void arrived(Message message) {
    Optional<OwnNumbers.Awaited> awaited =
        database.transact(
            transaction -> OwnNumbers.awaited(transaction, message.getLine(), clock.instant()));
    OwnNumber own = configuration.now().line(message.getLine()).getMessages().getOwnNumber();
    if (awaited.isPresent() && isFrom(own, awaited.get().sender(), message.getPeer())) {
      answered(message.getLine(), awaited.get().card(), own, message.getText());
    }
  }

  /// A service answers by the very number that is given; another line may be spelt in full.
  private static boolean isFrom(OwnNumber own, String expected, String peer) {
    return own.getLine().isEmpty() ? peer.equals(expected) : Answers.same(peer, expected);
  }

  private void answered(String line, String card, OwnNumber own, String text) {
    Optional<String> number = Answers.number(text, own.getKeyword());
    if (number.isEmpty()) {
      LOG.warn(
          "line {}: an answer of {} characters has no number behind '{}'",
          line,
          text.length(),
          own.getKeyword());
      return;
    }
    var _ = database.transact(transaction -> OwnNumbers.found(transaction, card, number.get()));
    LOG.info("line {}: its number was found out", line);
    tell(new Cards.Serving(line, card, ""), number.get());
  }
}
