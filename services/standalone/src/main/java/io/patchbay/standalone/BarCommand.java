package io.patchbay.standalone;

import io.grpc.ManagedChannel;
import io.patchbay.contract.document.Kinds;
import io.patchbay.proto.config.v1.BarSpec;
import io.patchbay.proto.config.v1.ConfigurationGrpc;
import io.patchbay.proto.config.v1.GetDocumentRequest;
import java.io.PrintStream;
import java.util.List;

/// `./patchbay bar WHOM …` and `./patchbay bar --stop`: the kill switch. Ends calls out at once,
/// those under way too, and lets none begin until it is taken back; emergency calls go on.
final class BarCommand {
  /// The document it writes; others are for whoever writes documents.
  private static final String NAME = "kill-switch";

  private final ClientOptions options;
  private final ConfigurationGrpc.ConfigurationBlockingStub configuration;
  private final PrintStream out;

  BarCommand(ClientOptions options, ManagedChannel channel, PrintStream out) {
    this.options = options;
    this.configuration = ConfigurationGrpc.newBlockingStub(channel);
    this.out = out;
  }

  int run() {
    List<String> whom = options.words();
    if (options.flags().contains("--stop")) {
      var _ =
          configuration.deleteDocument(
              GetDocumentRequest.newBuilder().setKind("Bar").setName(NAME).build());
      out.println("calls go on");
      return 0;
    }
    if (whom.isEmpty()) {
      throw new StartFailure(
          "bar: say whom: all, extension/101, line/gsm-1, line-group/mobile or trunk/pbx");
    }
    BarSpec.Builder bar = BarSpec.newBuilder().setReason("./patchbay bar");
    whom.forEach(one -> bar.addOn(one.equals("all") ? "*" : one));
    var _ = configuration.putDocument(Kinds.document(NAME, bar.build()));
    out.println("stopped: " + String.join(", ", whom) + "; ./patchbay bar --stop takes it back");
    return 0;
  }
}
