package io.patchbay.dialplan;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.patchbay.dialplan.api.ShortMessages;
import io.patchbay.dialplan.decision.Decisions;
import io.patchbay.dialplan.events.AuditTrail;
import io.patchbay.dialplan.limit.LateHelpNotice;
import io.patchbay.dialplan.limit.Quotas;
import io.patchbay.launch.hook.MailServer;
import io.patchbay.launch.hook.Mails;
import io.patchbay.launch.hook.SiteNews;
import io.patchbay.launch.hook.WebHooks;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;

/// How people and programs elsewhere are told. Server and key are those of sip-trunk, which tells
/// of calls as they are placed.
@Factory
@Requires(env = DialPlanMain.SERVICE)
final class NewsFactory {
  /// Six attempts take half a minute.
  private static final Duration FIRST_HOOK_PAUSE = Duration.ofSeconds(1);

  @Singleton
  @Bean(preDestroy = "close")
  ShortMessages shortMessages(@Value("${patchbay.sms-router:`127.0.0.1:9093`}") String smsRouter) {
    return new ShortMessages(smsRouter);
  }

  @Singleton
  @Bean(preDestroy = "close")
  WebHooks webHooks(@Value("${patchbay.trunk.web-hook-key:}") String key) {
    return new WebHooks(key, FIRST_HOOK_PAUSE);
  }

  @Singleton
  @Bean(preDestroy = "close")
  Mails mails(
      @Value("${patchbay.mail.host:}") String host,
      @Value("${patchbay.mail.port:587}") int port,
      @Value("${patchbay.mail.security:starttls}") String security,
      @Value("${patchbay.mail.user:}") String user,
      @Value("${patchbay.mail.password:}") String password,
      @Value("${patchbay.mail.from:}") String from) {
    return new Mails(
        MailServer.of(host, port, security, user, password, from),
        (SSLSocketFactory) SSLSocketFactory.getDefault(),
        FIRST_HOOK_PAUSE);
  }

  @Singleton
  SiteNews siteNews(ShortMessages messages, WebHooks hooks, Mails mails) {
    return new SiteNews((id, to, text, _) -> messages.send(id, to, text), hooks::post, mails::send);
  }

  @Singleton
  @Bean(preDestroy = "close")
  AuditTrail auditTrail(@Value("${patchbay.kafka.bootstrap}") String bootstrap) {
    return new AuditTrail(bootstrap);
  }

  @Singleton
  LateHelpNotice lateHelp(Quotas quotas, Decisions decisions, SiteNews people, AuditTrail audit) {
    return new LateHelpNotice(quotas, decisions::documents, people, audit::keep, Clock.systemUTC());
  }
}
