"use strict";

// validatorUrl: no other host is asked about anything
SwaggerUIBundle({
  url: "/api/openapi.json",
  dom_id: "#docs",
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  deepLinking: true,
  validatorUrl: null,
});
