package io.patchbay.sms.api;

import io.patchbay.contract.Fault;
import io.patchbay.proto.policy.v1.AuthorizeSmsRequest;
import io.patchbay.proto.policy.v1.SmsDecision;
import io.patchbay.proto.sms.v1.Direction;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.MessageState;
import io.patchbay.proto.sms.v1.SendMessageRequest;
import io.patchbay.sms.concat.Texts;
import io.patchbay.sms.config.Configuration;
import io.patchbay.sms.policy.Origin;
import io.patchbay.sms.policy.SmsPolicy;
import io.patchbay.sms.route.Recipient;
import io.patchbay.sms.store.Draft;
import io.patchbay.sms.store.Messages;
import io.patchbay.tpdu.Address;
import io.patchbay.tpdu.Alphabets;
import io.patchbay.tpdu.SmsText;
import io.patchbay.tpdu.TextOptions;
import io.patchbay.tpdu.TpduException;
import io.patchbay.tpdu.Validity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// From a client's request to a message that can be accepted: checked, authorised, coded.
/// Thread-safe.
public final class Drafts {
  private static final int LONGEST_TEXT = 255 * 153;
  private static final int LONGEST_NAME = 128;

  private final SmsPolicy policy;
  private final Configuration configuration;
  private final InstantSource clock;
  private final Supplier<String> ids;
  private final RandomGenerator random;
  private final Defaults defaults;

  /// What holds for messages that do not say otherwise.
  ///
  /// @param alphabets that texts may be coded in
  /// @param validity how long the network shall try
  public record Defaults(Alphabets alphabets, Duration validity) {}

  public Drafts(
      SmsPolicy policy,
      Configuration configuration,
      InstantSource clock,
      Supplier<String> ids,
      RandomGenerator random,
      Defaults defaults) {
    this.policy = policy;
    this.configuration = configuration;
    this.clock = clock;
    this.ids = ids;
    this.random = random;
    this.defaults = defaults;
  }

  /// Accepts a message of our own, as if a client had sent it.
  ///
  /// @throws Fault why it is refused
  public Message send(SendMessageRequest request, Acceptor acceptor) {
    return acceptor.accept(of(request));
  }

  /// Checks, asks the policy and codes the parts.
  ///
  /// @throws Fault names the value that is wrong, or why it is refused
  Draft of(SendMessageRequest request) {
    String recipient = recipient(request.getTo());
    String text = text(request.getText());
    name("request_id", request.getRequestId());
    name("line", request.getLine());
    String origin = request.getOrigin().isEmpty() ? "api" : name("origin", request.getOrigin());
    Options options = Options.of(request, defaults.alphabets());
    String id = ids.get();
    List<SmsText.Part> parts = split(text, options.text());
    SmsDecision decision = policy.authorize(question(request, id, origin, recipient, parts.size()));
    String line = decision.getLines(0);
    Duration validity = options.validity().orElseGet(() -> validity(decision, line));
    Validity.Relative period = Validity.Relative.of(validity);
    String to = recipient(decision.getRecipient().isEmpty() ? recipient : decision.getRecipient());
    Instant now = clock.instant();
    Message.Builder message =
        Message.newBuilder()
            .setMessageId(id)
            .setDirection(Direction.DIRECTION_OUTBOUND)
            .setState(MessageState.MESSAGE_STATE_ACCEPTED)
            .setLine(line)
            .setPeer(to)
            .setOwnNumber(configuration.now().line(line).getNumber())
            .setText(text)
            .setParts(parts.size())
            .setCreatedAt(Messages.timestamp(now))
            .setUpdatedAt(Messages.timestamp(now))
            .setOrigin(origin)
            .setValidityMinutes((int) period.period().toMinutes())
            .setServiceCentre(options.serviceCentre());
    options.text().messageClass().ifPresent(message::setMessageClass);
    return new Draft(
        message.build(),
        request.getRequestId(),
        decision.getLinesList(),
        tpdus(to, request.getDeliveryReport(), options, period, parts),
        request.getDeliveryReport(),
        now.plus(validity),
        decision.getWaitForLimits());
  }

  /// The rule for the recipient says, else the line, else the settings.
  private Duration validity(SmsDecision decision, String line) {
    if (decision.getValidityS() != 0) {
      return Duration.ofSeconds(decision.getValidityS());
    }
    int minutes = configuration.now().line(line).getMessages().getValidityMinutes();
    return minutes == 0 ? defaults.validity() : Duration.ofMinutes(minutes);
  }

  private static String recipient(String written) {
    try {
      return Recipient.of(written);
    } catch (IllegalArgumentException e) {
      throw new Fault(Fault.Kind.INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  private static String text(String text) {
    if (text.isEmpty() || text.length() > LONGEST_TEXT) {
      throw new Fault(
          Fault.Kind.INVALID,
          "text: 1 to " + LONGEST_TEXT + " characters expected, not " + text.length());
    }
    return Texts.storable(text);
  }

  private static String name(String field, String value) {
    if (value.length() > LONGEST_NAME || value.indexOf('\0') >= 0) {
      throw new Fault(
          Fault.Kind.INVALID,
          field + ": at most " + LONGEST_NAME + " characters without NUL expected");
    }
    return value;
  }

  private List<SmsText.Part> split(String text, TextOptions options) {
    try {
      return SmsText.split(text, random.nextInt(256), options);
    } catch (TpduException e) {
      throw new Fault(Fault.Kind.INVALID, "text: " + e.getMessage(), e);
    }
  }

  private static List<byte[]> tpdus(
      String to, boolean report, Options options, Validity period, List<SmsText.Part> parts) {
    try {
      Address destination = Address.of(to);
      return parts.stream()
          .map(part -> options.submit(destination, report, period, part).encode())
          .toList();
    } catch (TpduException e) {
      throw new Fault(Fault.Kind.INVALID, "to: " + e.getMessage(), e);
    }
  }

  private static AuthorizeSmsRequest question(
      SendMessageRequest request, String id, String origin, String recipient, int parts) {
    Origin who = Origin.of(origin);
    return AuthorizeSmsRequest.newBuilder()
        .setMessageId(id)
        .setOriginKind(who.kind())
        .setOrigin(who.name())
        .setRecipient(recipient)
        .setLine(request.getLine())
        .setParts(parts)
        .build();
  }
}
