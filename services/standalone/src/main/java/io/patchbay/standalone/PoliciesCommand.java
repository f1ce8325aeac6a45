package io.patchbay.standalone;

import io.grpc.ManagedChannel;
import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.proto.limit.v1.LimitsGrpc;
import io.patchbay.proto.limit.v1.ListPolicyStatesRequest;
import io.patchbay.proto.limit.v1.ListPolicyStatesResponse;
import io.patchbay.proto.limit.v1.RestoreRequest;
import io.patchbay.routing.conduct.Standings;
import java.io.PrintStream;
import java.util.List;

/// `./patchbay policies [restore LINE …]`: what run policies have done to lines; takes it back.
final class PoliciesCommand {
  private final ClientOptions options;
  private final LimitsGrpc.LimitsBlockingStub limits;
  private final PrintStream out;

  PoliciesCommand(ClientOptions options, ManagedChannel channel, PrintStream out) {
    this.options = options;
    this.limits = LimitsGrpc.newBlockingStub(channel);
    this.out = out;
  }

  int run() {
    List<String> rows = words(asked(options.words()));
    rows.forEach(out::println);
    if (rows.isEmpty()) {
      out.println("no policy is against any line");
    }
    return 0;
  }

  private ListPolicyStatesResponse asked(List<String> words) {
    if (words.isEmpty()) {
      return limits.listPolicyStates(ListPolicyStatesRequest.getDefaultInstance());
    }
    if (words.getFirst().equals("restore") && words.size() > 1) {
      return limits.restore(
          RestoreRequest.newBuilder()
              .addAllSubjects(
                  words.stream()
                      .skip(1)
                      .map(word -> word.contains("/") ? word : "line/" + word)
                      .toList())
              .build());
    }
    throw new StartFailure("policies: give nothing, or restore gsm-1 extension/101 ...");
  }

  /// `line/gsm-1: disabled by run policy dead (3 calls in a row did not ring) since …`.
  static List<String> words(ListPolicyStatesResponse states) {
    return states.getStatesList().stream().flatMap(state -> rows(state).stream()).toList();
  }

  private static List<String> rows(PolicyStateRecord state) {
    return state.getFiringsList().stream()
        .map(firing -> state.getSubject() + ": " + Standings.words(firing))
        .toList();
  }
}
