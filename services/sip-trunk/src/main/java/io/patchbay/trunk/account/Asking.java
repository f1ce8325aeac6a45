package io.patchbay.trunk.account;

import io.patchbay.trunk.dialog.Dialog;
import io.patchbay.trunk.locate.Hop;
import io.patchbay.trunk.locate.Located;
import io.patchbay.trunk.locate.Locations;
import io.patchbay.trunk.locate.Peer;
import io.patchbay.trunk.sip.IncomingResponse;
import io.patchbay.trunk.sip.OwnRequests;
import io.patchbay.trunk.sip.Reply;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// One question to a peer, asked of one of its servers after the other until one answers (RFC 3263
/// §4.3).
final class Asking {
  /// Before the next server is asked; the last one gets Timer F (RFC 3261 §17.1.2).
  private static final long IMPATIENT_MS = 6_000;

  private static final long LAST_MS = 32_000;

  private final Locations locations;
  private final OwnRequests requests;
  private final Function<Hop, String> distrust;

  /// @param distrust why a server is not trusted over TLS; empty: nothing is known
  Asking(Locations locations, OwnRequests requests, Function<Hop, String> distrust) {
    this.distrust = distrust;
    this.locations = locations;
    this.requests = requests;
  }

  /// The request for one server.
  record Question(Dialog dialog, String method, List<Reply.Field> fields) {}

  /// What came of it.
  sealed interface Outcome {
    record Answered(IncomingResponse response, Hop hop) implements Outcome {}

    record Nobody(String why) implements Outcome {}
  }

  /// Asks.
  ///
  /// @param question made anew for every server that is asked
  /// @param lastMs patience with the last server; 0: as long as SIP has it
  void ask(Peer peer, Function<Hop, Question> question, long lastMs, Consumer<Outcome> then) {
    locations.find(
        peer,
        located -> {
          if (located.hops().isEmpty()) {
            then.accept(new Outcome.Nobody(located.problem()));
          } else {
            ask(located, 0, question, lastMs > 0 ? lastMs : LAST_MS, then);
          }
        });
  }

  private void ask(
      Located located,
      int index,
      Function<Hop, Question> question,
      long lastMs,
      Consumer<Outcome> then) {
    Hop hop = located.hops().get(index);
    boolean last = index + 1 == located.hops().size();
    Question one = question.apply(hop);
    requests.send(
        one.dialog(),
        one.method(),
        "",
        "",
        one.fields(),
        last ? lastMs : Math.min(lastMs, IMPATIENT_MS),
        answer -> {
          boolean failed =
              switch (answer) {
                case OwnRequests.Answer.Failed _ -> true;
                case OwnRequests.Answer.Responded(var response) -> response.status() == 503;
              };
          if (failed) {
            locations.shun(hop);
          } else {
            locations.trust(hop);
          }
          if (failed && !last) {
            ask(located, index + 1, question, lastMs, then);
          } else {
            then.accept(outcome(answer, hop));
          }
        });
  }

  private Outcome outcome(OwnRequests.Answer answer, Hop hop) {
    return switch (answer) {
      case OwnRequests.Answer.Responded(var response) -> new Outcome.Answered(response, hop);
      case OwnRequests.Answer.Failed(int status) ->
          new Outcome.Nobody(
              hop.hostPort()
                  + " over "
                  + hop.transport()
                  + (status == 408 ? " does not answer" : " cannot be reached")
                  + (distrust.apply(hop).isEmpty() ? "" : ": " + distrust.apply(hop)));
    };
  }
}
