package io.patchbay.standalone;

import io.grpc.ManagedChannel;
import io.patchbay.proto.sms.v1.AlphabetChoice;
import io.patchbay.proto.sms.v1.GetMessageRequest;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.MessageState;
import io.patchbay.proto.sms.v1.MessagesGrpc;
import io.patchbay.proto.sms.v1.SendMessageRequest;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// `./patchbay sms [--line L] [--report] [--wait] [--flash] [--validity MINUTES] … TO TEXT`.
final class SmsCommand {
  private static final long WAIT_MS = 60_000;

  private final ClientOptions options;
  private final ManagedChannel channel;
  private final PrintStream out;
  private final String requestId;

  /// @param requestId the same id is the same message
  SmsCommand(ClientOptions options, ManagedChannel channel, PrintStream out, String requestId) {
    this.options = options;
    this.channel = channel;
    this.out = out;
    this.requestId = requestId;
  }

  int run() throws InterruptedException {
    SendMessageRequest request = request(options, requestId);
    var messages = MessagesGrpc.newBlockingStub(channel);
    Message message = messages.sendMessage(request);
    print(message);
    return options.flags().contains("--wait") ? follow(messages, message) : 0;
  }

  /// What the options ask for.
  static SendMessageRequest request(ClientOptions options, String requestId) {
    if (options.words().size() < 2) {
      throw new StartFailure("sms: give TO and TEXT, e.g. sms +8613800000001 'Hello'");
    }
    SendMessageRequest.Builder request =
        SendMessageRequest.newBuilder()
            .setRequestId(requestId)
            .setTo(options.words().getFirst())
            .setText(String.join(" ", options.words().subList(1, options.words().size())))
            .setLine(options.line())
            .setDeliveryReport(options.flags().contains("--report"))
            .setReplyPath(options.flags().contains("--reply-path"))
            .setServiceCentre(options.values().getOrDefault("--smsc", ""))
            .setAlphabets(alphabets(options.values().getOrDefault("--alphabets", "")))
            .setOrigin("cli");
    if (options.flags().contains("--flash")) {
      request.setMessageClass(0);
    }
    String validity = options.values().get("--validity");
    if (validity != null) {
      int minutes = UpOptions.number("--validity", validity);
      if (minutes < 1) {
        throw new StartFailure("--validity " + validity + ": 1 to 635040 minutes expected");
      }
      request.setValidityMinutes(minutes);
    }
    return request.build();
  }

  private static AlphabetChoice alphabets(String word) {
    return switch (word) {
      case "" -> AlphabetChoice.ALPHABET_CHOICE_UNSPECIFIED;
      case "every-phone" -> AlphabetChoice.ALPHABET_CHOICE_EVERY_PHONE;
      case "cheapest" -> AlphabetChoice.ALPHABET_CHOICE_CHEAPEST;
      default ->
          throw new StartFailure(
              "--alphabets: every-phone or cheapest expected, not '" + word + "'");
    };
  }

  /// Until it is sent, or delivered when a report was asked for.
  private int follow(MessagesGrpc.MessagesBlockingStub messages, Message first)
      throws InterruptedException {
    MessageState wanted =
        options.flags().contains("--report")
            ? MessageState.MESSAGE_STATE_DELIVERED
            : MessageState.MESSAGE_STATE_SENT;
    Message seen = first;
    for (long waited = 0; waited < WAIT_MS; waited += 100) {
      Message now =
          messages.getMessage(
              GetMessageRequest.newBuilder().setMessageId(first.getMessageId()).build());
      if (now.getState() != seen.getState()) {
        print(now);
      }
      seen = now;
      if (now.getState() == wanted || now.getState() == MessageState.MESSAGE_STATE_DELIVERED) {
        return 0;
      }
      if (now.getState() == MessageState.MESSAGE_STATE_FAILED) {
        return 1;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    out.println("still " + word(seen.getState()) + " after 60 s");
    return 1;
  }

  private void print(Message message) {
    out.println(
        message.getMessageId()
            + " "
            + word(message.getState())
            + (message.getLine().isEmpty() ? "" : " by " + message.getLine())
            + (message.getReason().isEmpty() ? "" : ": " + message.getReason()));
  }

  private static String word(MessageState state) {
    return state.name().substring("MESSAGE_STATE_".length()).toLowerCase(Locale.ROOT);
  }
}
