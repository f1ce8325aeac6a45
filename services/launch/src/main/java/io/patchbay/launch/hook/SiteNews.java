package io.patchbay.launch.hook;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import io.patchbay.proto.config.v1.SiteSpec;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells whom sites name (SiteSpec.notify, notify_urls, notify_mails), each once: by short message,
/// a POST of JSON and mail. Thread-safe; never blocks.
public final class SiteNews {
  private static final Logger LOG = LoggerFactory.getLogger(SiteNews.class);

  private final Messages messages;
  private final Hooks hooks;
  private final Letters letters;

  /// Sends a short message.
  @FunctionalInterface
  public interface Messages {
    /// Sends one.
    ///
    /// @param id the same message is sent once
    /// @param failed told why, when it was not taken
    void send(String id, String to, String text, Consumer<String> failed);
  }

  /// Posts a text to an address.
  @FunctionalInterface
  public interface Hooks {
    /// Posts it.
    ///
    /// @param failed told why, when it was not taken
    void post(String url, String json, Consumer<String> failed);
  }

  /// Sends a text by mail.
  @FunctionalInterface
  public interface Letters {
    /// Sends one.
    ///
    /// @param failed told why, when it was not taken
    void send(String id, String to, String text, Consumer<String> failed);
  }

  public SiteNews(Messages messages, Hooks hooks, Letters letters) {
    this.messages = messages;
    this.hooks = hooks;
    this.letters = letters;
  }

  /// Tells everybody whom these sites name.
  ///
  /// @param id of this news: whoever tells it again sends no second message
  /// @param facts for web hooks, in this order; the text goes behind them
  public void tell(String id, Collection<SiteSpec> sites, String text, Map<String, String> facts) {
    String json = json(facts, text);
    each(sites, SiteSpec::getNotifyUrlsList).forEach(url -> hooks.post(url, json, untold(id, url)));
    each(sites, SiteSpec::getNotifyMailsList)
        .forEach(to -> letters.send(id + "-" + to, to, text, untold(id, to)));
    each(sites, SiteSpec::getNotifyList)
        .forEach(to -> messages.send(id + "-" + to, to, text, untold(id, to)));
  }

  private static Stream<String> each(
      Collection<SiteSpec> sites, Function<SiteSpec, Collection<String>> whom) {
    return sites.stream().map(whom).flatMap(Collection::stream).distinct();
  }

  private static Consumer<String> untold(String id, String whom) {
    return problem -> LOG.error("{}: {} was not told: {}", id, whom, problem);
  }

  private static String json(Map<String, String> facts, String text) {
    Struct.Builder members = Struct.newBuilder();
    facts.forEach(
        (name, value) -> members.putFields(name, Value.newBuilder().setStringValue(value).build()));
    members.putFields("text", Value.newBuilder().setStringValue(text).build());
    try {
      return JsonFormat.printer().omittingInsignificantWhitespace().print(members);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("texts can be printed", e);
    }
  }
}
