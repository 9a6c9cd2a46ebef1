import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { session } from "./api/http";
import { listOptions, queries } from "./api/lists";
import { rememberLists, resumeList } from "./api/remembered";
import { AllRoutes, loadAhead } from "./app/routes";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/grid.css";
import "./styles/form.css";
import "./styles/dialog.css";

loadAhead(location.pathname);
rememberLists();
if (location.pathname === "/") {
  resumeList({ of: "everyone" });
  void queries.prefetchInfiniteQuery(listOptions({ of: "everyone" }));
}
void session.start();
addEventListener("storage", (event) => {
  if (event.key === "portal.session") session.followOtherTab();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") session.renewIfDue();
});

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <BrowserRouter>
        <AllRoutes />
      </BrowserRouter>
    </QueryClientProvider>
  </StrictMode>,
);
