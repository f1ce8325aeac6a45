package io.patchbay.standalone;

import io.grpc.ManagedChannel;
import io.patchbay.proto.sms.v1.CancelUssdRequest;
import io.patchbay.proto.sms.v1.SendUssdRequest;
import io.patchbay.proto.sms.v1.UssdGrpc;
import io.patchbay.proto.sms.v1.UssdReply;
import io.patchbay.proto.sms.v1.UssdState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;

/// `./patchbay ussd LINE CODE [ANSWER ...]`: a dialogue with the network of a SIM line.
///
/// What the network asks is answered with the words of the command line, then from standard input;
/// its end ends the dialogue.
final class UssdCommand {
  private final ClientOptions options;
  private final ManagedChannel channel;
  private final BufferedReader in;
  private final PrintStream out;

  UssdCommand(ClientOptions options, ManagedChannel channel, BufferedReader in, PrintStream out) {
    this.options = options;
    this.channel = channel;
    this.in = in;
    this.out = out;
  }

  /// 0: the network had its say; 1: it did not.
  int run() throws IOException {
    if (options.words().size() < 2) {
      throw new StartFailure("ussd: give LINE and CODE, e.g. ussd gsm-1 '*100#'");
    }
    String line = options.words().getFirst();
    Iterator<String> answers = options.words().subList(1, options.words().size()).iterator();
    var ussd = UssdGrpc.newBlockingStub(channel);
    UssdReply reply = UssdReply.newBuilder().setLine(line).build();
    Optional<String> text = next(answers);
    while (text.isPresent()) {
      reply =
          ussd.sendUssd(
              SendUssdRequest.newBuilder()
                  .setLine(line)
                  .setSession(reply.getSession())
                  .setText(text.get())
                  .build());
      print(reply);
      if (reply.getState() != UssdState.USSD_STATE_ANSWER_WANTED) {
        return reply.getState() == UssdState.USSD_STATE_DONE
                || reply.getState() == UssdState.USSD_STATE_TERMINATED
            ? 0
            : 1;
      }
      text = next(answers);
    }
    ussd.cancelUssd(
        CancelUssdRequest.newBuilder().setLine(line).setSession(reply.getSession()).build());
    return 0;
  }

  private Optional<String> next(Iterator<String> answers) throws IOException {
    return answers.hasNext() ? Optional.of(answers.next()) : Optional.ofNullable(in.readLine());
  }

  private void print(UssdReply reply) {
    if (!reply.getText().isEmpty()) {
      out.println(reply.getText());
    }
    switch (reply.getState()) {
      case USSD_STATE_DONE, USSD_STATE_TERMINATED, USSD_STATE_ANSWER_WANTED -> {}
      default ->
          out.println(
              reply
                  .getState()
                  .name()
                  .substring("USSD_STATE_".length())
                  .toLowerCase(Locale.ROOT)
                  .replace('_', ' '));
    }
  }
}
