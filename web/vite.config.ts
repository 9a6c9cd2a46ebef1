import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// In development the portal's gateway answers what is not the client's own.
const gateway = process.env["PORTAL_URL"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  build: {
    // Where Maven packs them into the jar from.
    outDir: "target/classes/web",
    emptyOutDir: true,
    // The Content-Security-Policy lets nothing inline run, and small images inlined would be loaded with every page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    target: "es2023",
  },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": gateway, "/media": gateway },
  },
});
