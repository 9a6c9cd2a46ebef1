// The dashboards: each panel with its queries by legend. $__rate_interval is Grafana's, as long as four scrapes.
const requests = "portal_gateway_requests_seconds";
const per = (labels, metric, selector = "") => `sum by (${labels}) (rate(${metric}{${selector}}[$__rate_interval]))`;
const quantile = (q, labels, metric, selector = "") =>
  `histogram_quantile(${q}, ${per(`le, ${labels}`, `${metric}_bucket`, selector)})`;
const instance = 'application=~"$application", instance=~"$instance"';

export const dashboards = [
  {
    uid: "portal-overview",
    title: "Portal overview",
    panels: [
      {
        title: "Requests",
        unit: "reqps",
        of: { "{{journey}}": per("journey", `${requests}_count`, 'journey!="other"') },
      },
      {
        title: "Failures",
        note: "Share of the requests that the portal answered with 5xx; the objective allows 0.1 %",
        unit: "percentunit",
        of: { "{{journey}}": "journey:errors:ratio_rate5m" },
      },
      {
        title: "Too slow",
        note: "Share of the good answers that took longer than the objective: sign in 1 s, upload 5 s, view and find 0.5 s; it allows 1 %",
        unit: "percentunit",
        of: { "{{journey}}": "journey:slow:ratio_rate5m" },
      },
      {
        title: "Time to the answer, 99 %",
        note: "From a request's last byte to its answer's first",
        unit: "s",
        of: { "{{journey}}": quantile(0.99, "journey", requests, 'journey!="other", outcome="ok"') },
      },
      {
        title: "Time to the answer, median",
        unit: "s",
        of: { "{{journey}}": quantile(0.5, "journey", requests, 'journey!="other", outcome="ok"') },
      },
      {
        title: "Answers by outcome",
        unit: "reqps",
        of: { "{{outcome}}": per("outcome", `${requests}_count`) },
      },
      {
        title: "Budget of failures left",
        note: "Of the last 3 days' share; below 0 the objective was missed",
        unit: "percentunit",
        stat: true,
        max: 1,
        of: { "{{journey}}": "1 - journey:errors:ratio_rate3d / 0.001" },
      },
      {
        title: "Budget of slow answers left",
        note: "Of the last 3 days' share; below 0 the objective was missed",
        unit: "percentunit",
        stat: true,
        max: 1,
        of: { "{{journey}}": "1 - journey:slow:ratio_rate3d / 0.01" },
      },
      {
        title: "Instances that answer",
        stat: true,
        of: { "{{job}}": 'sum by (job) (up{job=~"gateway|.*-service"})' },
      },
      {
        title: "Sessions",
        note: "How many are open cannot be known: they live in cookies",
        unit: "ops",
        of: { "{{event}}, {{kind}}": per("event, kind", "portal_sessions_total") },
      },
      {
        title: "User pool: time of a call, 99 %",
        unit: "s",
        of: { "{{operation}}": quantile(0.99, "operation", "portal_cognito_calls_seconds") },
      },
      {
        title: "User pool: calls by error",
        unit: "ops",
        of: { "{{error}}": per("error", "portal_cognito_calls_seconds_count") },
      },
      {
        title: "Refused by rate limits",
        unit: "reqps",
        of: { "{{policy}}": per("policy", "portal_rate_limit_rejections_total") },
      },
      {
        title: "Busiest routes",
        unit: "reqps",
        of: { "{{route}}": `topk(10, ${per("route", `${requests}_count`)})` },
      },
      {
        title: "Live feeds open",
        of: { "{{instance}}": "portal_feed_live_streams" },
      },
    ],
  },
  {
    uid: "image-pipeline",
    title: "Image pipeline",
    panels: [
      {
        title: "Uploads",
        unit: "ops",
        of: { "{{outcome}}": per("outcome", "portal_uploads_total") },
      },
      {
        title: "Refused uploads by reason",
        unit: "ops",
        of: { "{{reason}}": per("reason", "portal_uploads_total", 'outcome!="accepted"') },
      },
      {
        title: "Accepted bytes",
        unit: "Bps",
        of: { bytes: "sum(rate(portal_upload_size_bytes_sum[$__rate_interval]))" },
      },
      {
        title: "Steps: mean time",
        unit: "s",
        of: {
          "{{step}}": `${per("step", "portal_upload_step_seconds_sum")} / ${per("step", "portal_upload_step_seconds_count")}`,
        },
      },
      {
        title: "Steps: 99 %",
        unit: "s",
        of: { "{{step}}": quantile(0.99, "step", "portal_upload_step_seconds") },
      },
      {
        title: "Size of a picture, median",
        unit: "bytes",
        of: { bytes: quantile(0.5, "application", "portal_upload_size_bytes") },
      },
      {
        title: "Decoding permits",
        of: {
          used: "sum(portal_decode_permits_used)",
          waiting: "sum(portal_decode_permits_waiting)",
          "there are": "sum(portal_decode_permits_max)",
        },
      },
      {
        title: "Uploads in flight",
        of: { "in flight": "sum(portal_uploads_in_flight)", waiting: "sum(portal_uploads_waiting)" },
      },
      {
        title: "Spool's disk free",
        unit: "percentunit",
        max: 1,
        of: { "{{instance}}": "portal_spool_free_bytes / portal_spool_total_bytes" },
      },
      {
        title: "Deletions not finished",
        of: {
          pictures: "max(portal_image_deletions_pending)",
          "pictures of deleted accounts": 'max(portal_users_deletions{state="pending"})',
          accounts: "max(portal_accounts_deletions_pending)",
        },
      },
      {
        title: "Repeated requests",
        unit: "ops",
        of: { "{{outcome}}": per("outcome", "portal_repeated_requests_total") },
      },
      {
        title: "Pictures served, 99 %",
        note: "Media and originals, within image-service",
        unit: "s",
        of: {
          "{{uri}}": quantile(0.99, "uri", "http_server_requests_seconds", 'application="image-service", method="GET", uri!~"/actuator.*"'),
        },
      },
    ],
  },
  {
    uid: "events",
    title: "Events",
    panels: [
      { title: "Outbox: events that wait", of: { events: "max(portal_outbox_depth)" } },
      { title: "Outbox: age of the oldest", unit: "s", of: { age: "max(portal_outbox_oldest_age_seconds)" } },
      { title: "Outbox: relayed", unit: "ops", of: { events: "sum(rate(portal_outbox_relayed_total[$__rate_interval]))" } },
      {
        title: "Consumer lag",
        of: { "{{group}}, {{topic}}": "max by (group, topic) (portal_events_lag_records)" },
      },
      {
        title: "Until visible in feeds",
        unit: "s",
        of: {
          "99 %": quantile(0.99, "application", "portal_feed_event_age_seconds"),
          median: quantile(0.5, "application", "portal_feed_event_age_seconds"),
        },
      },
      {
        title: "Until found",
        unit: "s",
        of: {
          "99 %": quantile(0.99, "application", "portal_search_event_age_seconds"),
          median: quantile(0.5, "application", "portal_search_event_age_seconds"),
        },
      },
      {
        title: "Dead letters, last day",
        stat: true,
        of: { "{{application}}, {{topic}}": "sum by (application, topic) (increase(portal_dead_letters_total[1d]))" },
      },
      { title: "Index: pictures", of: { "{{instance}}": "portal_search_index_documents" } },
      { title: "Index: size", unit: "bytes", of: { "{{instance}}": "portal_search_index_size_bytes" } },
      {
        title: "Index: rebuild",
        note: "Pictures read by the rebuild under way, else by the last one",
        of: {
          "running, {{instance}}": "portal_search_rebuild_running",
          "pictures, {{instance}}": "portal_search_rebuild_processed",
        },
      },
      {
        title: "Consumers: busy with one poll since",
        unit: "s",
        of: { "{{application}}": "max by (application) (kafka_consumer_last_poll_seconds_ago)" },
      },
      {
        title: "Live feeds: events sent",
        unit: "ops",
        of: { "{{instance}}": "rate(portal_feed_live_events_total[$__rate_interval])" },
      },
    ],
  },
  {
    uid: "jvm-and-hosts",
    title: "JVM and hosts",
    variables: {
      application: "label_values(jvm_info, application)",
      instance: 'label_values(jvm_info{application=~"$application"}, instance)',
    },
    panels: [
      {
        title: "Heap",
        unit: "bytes",
        of: {
          "used, {{application}} {{instance}}": `sum by (application, instance) (jvm_memory_used_bytes{area="heap", ${instance}})`,
        },
      },
      {
        title: "Heap after collections",
        unit: "percentunit",
        max: 1,
        of: { "{{application}} {{instance}}": `max by (application, instance) (jvm_memory_usage_after_gc{${instance}})` },
      },
      {
        title: "Outside of the heap",
        unit: "bytes",
        of: {
          "{{application}} {{instance}}": `sum by (application, instance) (jvm_memory_used_bytes{area="nonheap", ${instance}})`,
        },
      },
      {
        title: "Time spent collecting",
        unit: "percentunit",
        of: {
          "{{application}} {{instance}}": `sum by (application, instance) (rate(jvm_gc_pause_seconds_sum{${instance}}[$__rate_interval]))`,
        },
      },
      {
        title: "Processor, of the process",
        unit: "percentunit",
        of: { "{{application}} {{instance}}": `process_cpu_usage{${instance}}` },
      },
      {
        title: "Processor, of the machine",
        unit: "percentunit",
        of: { "{{instance}}": `system_cpu_usage{${instance}}` },
      },
      { title: "Threads", of: { "{{application}} {{instance}}": `jvm_threads_live_threads{${instance}}` } },
      { title: "Open files", of: { "{{application}} {{instance}}": `process_files_open_files{${instance}}` } },
      {
        title: "Disk free",
        unit: "percentunit",
        max: 1,
        of: { "{{application}} {{path}}": `disk_free_bytes{${instance}} / disk_total_bytes{${instance}}` },
      },
      {
        title: "Database connections",
        of: {
          "used, {{application}} {{instance}}": `hikaricp_connections_active{${instance}}`,
          "waited for, {{application}} {{instance}}": `hikaricp_connections_pending{${instance}}`,
        },
      },
      {
        title: "Connections of callers",
        of: {
          "{{application}} {{instance}}": `portal_http_connections{${instance}}`,
          "gateway {{instance}}": `portal_gateway_connections{${instance}}`,
        },
      },
      {
        title: "Gateway's connections to the services",
        of: {
          "used, {{remote_address}}": `sum by (remote_address) (reactor_netty_connection_provider_active_connections{${instance}})`,
          "waited for, {{remote_address}}": `sum by (remote_address) (reactor_netty_connection_provider_pending_connections{${instance}})`,
        },
      },
      {
        title: "Calls of other services given up",
        note: "1 while a circuit breaker is open",
        of: {
          "{{application}} {{name}}": `max by (application, name) (resilience4j_circuitbreaker_state{state="open", ${instance}})`,
        },
      },
      {
        title: "Errors in the log",
        unit: "ops",
        of: { "{{application}}": `sum by (application) (rate(logback_events_total{level="error", ${instance}}[$__rate_interval]))` },
      },
      {
        title: "Time since the start",
        unit: "s",
        of: { "{{application}} {{instance}}": `process_uptime_seconds{${instance}}` },
      },
    ],
  },
];
