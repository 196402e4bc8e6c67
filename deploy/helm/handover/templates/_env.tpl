{{- /* The environment of every service: dict "root" $ "service" name "values" its values. */ -}}
{{- define "handover.env" -}}
{{- $v := .root.Values -}}
{{- $database := .values.database -}}
{{- $tls := ternary (printf "&sslrootcert=/etc/handover/postgresql/%s" $v.database.ca.key) "&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory" (not (empty $v.database.ca.name)) -}}
{{- $url := printf "jdbc:postgresql://%s:%d/%s?ApplicationName=%s&sslmode=%s%s" $v.database.host (int $v.database.port) $database.name .service $v.database.sslMode (ternary "" $tls (eq $v.database.sslMode "disable")) -}}
{{ include "handover.plain" (dict "env" "SERVER_PORT" "value" 8080) }}
{{ include "handover.plain" (dict "env" "MANAGEMENT_SERVER_PORT" "value" 9090) }}
{{ include "handover.plain" (dict "env" "SPRING_DATASOURCE_URL" "value" $url) }}
{{ include "handover.plain" (dict "env" "SPRING_DATASOURCE_USERNAME" "value" $database.application) }}
{{ include "handover.secret" (dict "env" "SPRING_DATASOURCE_PASSWORD" "ref" $database.applicationPassword) }}
{{ include "handover.plain" (dict "env" "SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE" "value" (int $v.database.poolSize)) }}
{{ include "handover.plain" (dict "env" "SPRING_FLYWAY_URL" "value" $url) }}
{{ include "handover.plain" (dict "env" "SPRING_FLYWAY_USER" "value" $database.owner) }}
{{ include "handover.secret" (dict "env" "SPRING_FLYWAY_PASSWORD" "ref" $database.ownerPassword) }}
{{ include "handover.plain" (dict "env" "SPRING_KAFKA_BOOTSTRAPSERVERS" "value" $v.kafka.bootstrapServers) }}
{{ include "handover.plain" (dict "env" "SPRING_KAFKA_SECURITY_PROTOCOL" "value" $v.kafka.securityProtocol) }}
{{- if hasPrefix "SASL" $v.kafka.securityProtocol }}
{{ include "handover.plain" (dict "env" "SPRING_KAFKA_PROPERTIES_SASL_MECHANISM" "value" $v.kafka.sasl.mechanism) }}
{{ include "handover.secret" (dict "env" "SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG" "ref" $v.kafka.sasl.jaasConfig) }}
{{- end }}
{{- if and (hasSuffix "SSL" $v.kafka.securityProtocol) $v.kafka.tls.ca.name }}
{{ include "handover.plain" (dict "env" "SPRING_KAFKA_SSL_TRUSTSTORETYPE" "value" "PEM") }}
{{ include "handover.plain" (dict "env" "SPRING_KAFKA_SSL_TRUSTSTORELOCATION" "value" (printf "file:/etc/handover/kafka-ca/%s" $v.kafka.tls.ca.key)) }}
{{- end }}
{{- if and (hasSuffix "SSL" $v.kafka.securityProtocol) $v.kafka.tls.client.name }}
{{ include "handover.plain" (dict "env" "SPRING_KAFKA_SSL_KEYSTORETYPE" "value" "PEM") }}
{{ include "handover.plain" (dict "env" "SPRING_KAFKA_SSL_KEYSTORELOCATION" "value" (printf "file:/etc/handover/kafka-client/%s" $v.kafka.tls.client.key)) }}
{{- end }}
{{- with $v.kafka.topicPrefix }}
{{ include "handover.plain" (dict "env" "HANDOVER_KAFKA_TOPICPREFIX" "value" .) }}
{{- end }}
{{ include "handover.plain" (dict "env" "HANDOVER_KAFKA_CREATETOPICS" "value" $v.kafka.createTopics) }}
{{ include "handover.plain" (dict "env" "HANDOVER_KAFKA_PARTITIONS" "value" (int $v.kafka.partitions)) }}
{{ include "handover.plain" (dict "env" "HANDOVER_KAFKA_REPLICATIONFACTOR" "value" (int $v.kafka.replicationFactor)) }}
{{ include "handover.plain" (dict "env" "HANDOVER_KAFKA_MININSYNCREPLICAS" "value" (int $v.kafka.minInsyncReplicas)) }}
{{ include "handover.plain" (dict "env" "HANDOVER_KAFKA_RETENTION" "value" $v.kafka.retention) }}
{{ include "handover.plain" (dict "env" "HANDOVER_SECURITY_ISSUER" "value" $v.auth.issuer) }}
{{ include "handover.plain" (dict "env" "HANDOVER_SECURITY_JWKSETURI" "value" $v.auth.jwkSetUri) }}
{{- with $v.auth.audience }}
{{ include "handover.plain" (dict "env" "HANDOVER_SECURITY_AUDIENCE" "value" .) }}
{{- end }}
{{ include "handover.plain" (dict "env" "HANDOVER_SECURITY_WORKSPACECLAIM" "value" $v.auth.workspaceClaim) }}
{{ include "handover.plain" (dict "env" "HANDOVER_SECURITY_ROLECLAIM" "value" $v.auth.roleClaim) }}
{{- with $v.auth.corsOrigins }}
{{ include "handover.plain" (dict "env" "HANDOVER_SECURITY_CORSORIGINS" "value" (join "," .)) }}
{{- end }}
{{- if eq .service "channel-gateway" }}
{{ include "handover.env.email" $v.email }}
{{ include "handover.env.accounts" $v.accounts }}
{{ include "handover.env.content" $v.content }}
{{- end }}
{{- if eq .service "notification-service" }}
{{- include "handover.env.notifications" $v.notifications }}
{{- end }}
{{- with $v.javaOptions }}
{{ include "handover.plain" (dict "env" "JAVA_TOOL_OPTIONS" "value" .) }}
{{- end }}
{{- with .values.env }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "handover.env.email" -}}
{{ include "handover.plain" (dict "env" "HANDOVER_EMAIL_MAXMESSAGESIZE" "value" .maxMessageSize) }}
{{- with .forwarding }}
{{- if .domain }}
{{ include "handover.plain" (dict "env" "HANDOVER_EMAIL_FORWARDING_DOMAIN" "value" .domain) }}
{{ include "handover.plain" (dict "env" "HANDOVER_EMAIL_FORWARDING_PORT" "value" (int .port)) }}
{{- if .tls.name }}
{{ include "handover.plain" (dict "env" "HANDOVER_EMAIL_FORWARDING_SSLBUNDLE" "value" "forwarding") }}
{{ include "handover.plain" (dict "env" "SPRING_SSL_BUNDLE_PEM_FORWARDING_KEYSTORE_CERTIFICATE" "value" "file:/etc/handover/smtp-tls/tls.crt") }}
{{ include "handover.plain" (dict "env" "SPRING_SSL_BUNDLE_PEM_FORWARDING_KEYSTORE_PRIVATEKEY" "value" "file:/etc/handover/smtp-tls/tls.key") }}
{{- end }}
{{- end }}
{{- end }}
{{- if .tokenKey.name }}
{{ include "handover.secret" (dict "env" "HANDOVER_EMAIL_TOKENKEY" "ref" .tokenKey) }}
{{ include "handover.plain" (dict "env" "HANDOVER_EMAIL_TOKENKEYID" "value" (int .tokenKey.id)) }}
{{- end }}
{{- range .formerTokenKeys }}
{{ include "handover.secret" (dict "env" (printf "HANDOVER_EMAIL_FORMERTOKENKEYS_%d" (int .id)) "ref" .) }}
{{- end }}
{{- range $i, $account := .accounts }}
{{- $env := printf "HANDOVER_EMAIL_ACCOUNTS_%d" $i }}
{{ include "handover.plain" (dict "env" (printf "%s_ID" $env) "value" $account.id) }}
{{ include "handover.plain" (dict "env" (printf "%s_WORKSPACE" $env) "value" $account.workspace) }}
{{ include "handover.plain" (dict "env" (printf "%s_ADDRESS" $env) "value" $account.address) }}
{{ include "handover.plain" (dict "env" (printf "%s_DISPLAYNAME" $env) "value" $account.displayName) }}
{{- with $account.allowedDomains }}
{{ include "handover.plain" (dict "env" (printf "%s_ALLOWEDDOMAINS" $env) "value" (join "," .)) }}
{{- end }}
{{ include "handover.plain" (dict "env" (printf "%s_PLUSADDRESSING" $env) "value" ($account.plusAddressing | default false)) }}
{{- range $kind := list "imap" "smtp" }}
{{- with index $account $kind }}
{{- $server := printf "%s_%s" $env (upper $kind) }}
{{ include "handover.plain" (dict "env" (printf "%s_HOST" $server) "value" .host) }}
{{ include "handover.plain" (dict "env" (printf "%s_PORT" $server) "value" (int .port)) }}
{{- with .user }}
{{ include "handover.plain" (dict "env" (printf "%s_USER" $server) "value" .) }}
{{- end }}
{{- with .password }}
{{ include "handover.secret" (dict "env" (printf "%s_PASSWORD" $server) "ref" .) }}
{{- end }}
{{ include "handover.plain" (dict "env" (printf "%s_TLS" $server) "value" (ternary true .tls (not (hasKey . "tls")))) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "handover.env.accounts" -}}
{{- if .credentialsKey.name }}
{{ include "handover.secret" (dict "env" "HANDOVER_ACCOUNTS_CREDENTIALSKEY" "ref" .credentialsKey) }}
{{ include "handover.plain" (dict "env" "HANDOVER_ACCOUNTS_CREDENTIALSKEYID" "value" (int .credentialsKey.id)) }}
{{- end }}
{{- range .formerCredentialsKeys }}
{{ include "handover.secret" (dict "env" (printf "HANDOVER_ACCOUNTS_FORMERCREDENTIALSKEYS_%d" (int .id)) "ref" .) }}
{{- end }}
{{- with .allowedNetworks }}
{{ include "handover.plain" (dict "env" "HANDOVER_ACCOUNTS_ALLOWEDNETWORKS" "value" (join "," .)) }}
{{- end }}
{{- end }}

{{- define "handover.env.content" -}}
{{ include "handover.secret" (dict "env" "HANDOVER_CONTENT_LINKKEY" "ref" .linkKey) }}
{{ include "handover.plain" (dict "env" "HANDOVER_CONTENT_LINKLIFETIME" "value" .linkLifetime) }}
{{ include "handover.plain" (dict "env" "HANDOVER_CONTENT_STORE" "value" .store) }}
{{- if .s3.bucket }}
{{- with .s3.endpoint }}
{{ include "handover.plain" (dict "env" "HANDOVER_CONTENT_S3_ENDPOINT" "value" .) }}
{{- end }}
{{ include "handover.plain" (dict "env" "HANDOVER_CONTENT_S3_REGION" "value" .s3.region) }}
{{ include "handover.plain" (dict "env" "HANDOVER_CONTENT_S3_BUCKET" "value" .s3.bucket) }}
{{ include "handover.plain" (dict "env" "HANDOVER_CONTENT_S3_PATHSTYLE" "value" .s3.pathStyle) }}
{{ include "handover.secret" (dict "env" "HANDOVER_CONTENT_S3_ACCESSKEY" "ref" .s3.accessKey) }}
{{ include "handover.secret" (dict "env" "HANDOVER_CONTENT_S3_SECRETKEY" "ref" .s3.secretKey) }}
{{- end }}
{{ include "handover.plain" (dict "env" "HANDOVER_CONTENT_RELEASEUNSCANNED" "value" .releaseUnscanned) }}
{{- if .clamav.host }}
{{ include "handover.plain" (dict "env" "HANDOVER_CONTENT_CLAMAV_HOST" "value" .clamav.host) }}
{{ include "handover.plain" (dict "env" "HANDOVER_CONTENT_CLAMAV_PORT" "value" (int .clamav.port)) }}
{{ include "handover.plain" (dict "env" "HANDOVER_CONTENT_CLAMAV_TIMEOUT" "value" .clamav.timeout) }}
{{- end }}
{{- end }}

{{- define "handover.env.notifications" }}
{{- if .smtp.host }}
{{ include "handover.plain" (dict "env" "HANDOVER_NOTIFICATION_SMTP_HOST" "value" .smtp.host) }}
{{ include "handover.plain" (dict "env" "HANDOVER_NOTIFICATION_SMTP_PORT" "value" (int .smtp.port)) }}
{{ include "handover.plain" (dict "env" "HANDOVER_NOTIFICATION_SMTP_TLS" "value" .smtp.tls) }}
{{- with .smtp.user }}
{{ include "handover.plain" (dict "env" "HANDOVER_NOTIFICATION_SMTP_USER" "value" .) }}
{{- end }}
{{- if .smtp.password.name }}
{{ include "handover.secret" (dict "env" "HANDOVER_NOTIFICATION_SMTP_PASSWORD" "ref" .smtp.password) }}
{{- end }}
{{ include "handover.plain" (dict "env" "HANDOVER_NOTIFICATION_FROM" "value" (required "notifications.from is needed with notifications.smtp.host" .from)) }}
{{ include "handover.plain" (dict "env" "HANDOVER_NOTIFICATION_MAILREASONS" "value" (join "," .mailReasons)) }}
{{- with .ticketUrl }}
{{ include "handover.plain" (dict "env" "HANDOVER_NOTIFICATION_TICKETURL" "value" .) }}
{{- end }}
{{- end }}
{{- end }}
