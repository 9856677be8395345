package dev.groundswell.testbed.bench;

import java.net.URI;
import java.nio.file.Path;

/// How nginx is set up in front of a server. Either way as one would for speed: connections to the server are kept, nothing is logged, a worker a core.
///
/// @param http lines of its own for `http`
/// @param location lines of its own for `location`
record NginxSetup(String http, String location) {
    /// Passes everything on.
    static NginxSetup passing() {
        return new NginxSetup("", "");
    }

    /// Keeps each 200 for five seconds in files below the folder and serves it to everybody, the caller's token aside. One request
    /// fetches, behind the others' backs when there is an old answer. What services tell shared caches is in `CDN-Cache-Control`, which nginx does not
    /// know: it is told the same here.
    ///
    /// @param filesAtHand whether files stay open, which its guides leave out and which saves it a third
    static NginxSetup keeping(Path folder, boolean filesAtHand) {
        return new NginxSetup("""
                proxy_cache_path %s levels=1:2 keys_zone=kept:8m inactive=60s max_size=64m use_temp_path=off;
                  %s""".formatted(folder, filesAtHand ? "open_file_cache max=1000 inactive=60s;" : ""), """
                proxy_cache kept;
                      proxy_ignore_headers Cache-Control;
                      proxy_cache_valid 200 5s;
                      proxy_cache_lock on;
                      proxy_cache_use_stale updating;
                      proxy_cache_background_update on;""");
    }

    /// The whole file. Folders of nginx's own lie below its prefix: Debian's are root's.
    String text(int port, URI server) {
        return """
                daemon off;
                pid nginx.pid;
                worker_processes auto;
                events {
                  worker_connections 1024;
                }
                http {
                  access_log off;
                  keepalive_requests 1000000;
                  client_body_temp_path temporary/body;
                  proxy_temp_path temporary/proxy;
                  fastcgi_temp_path temporary/fastcgi;
                  uwsgi_temp_path temporary/uwsgi;
                  scgi_temp_path temporary/scgi;
                  %s
                  upstream service {
                    server %s;
                    keepalive 64;
                    keepalive_requests 1000000;
                  }
                  server {
                    listen 127.0.0.1:%d;
                    location / {
                      proxy_pass http://service;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                      %s
                    }
                  }
                }
                """.formatted(http, server.getAuthority().replace("localhost", "127.0.0.1"), port, location);
    }
}
