import { type ComponentType, lazy, Suspense } from "react";
import { Route, Routes, useLocation } from "react-router";
import { onceOnline, whenIdle } from "../ui/later";
import { Waiting } from "../ui/State";
import { Crash } from "./Crash";
import { Layout } from "./Layout";

type Page = () => Promise<{ default: ComponentType }>;

/** Each page is a file of its own, loaded when somebody goes there. The gateway knows the same paths. */
const pages: readonly (readonly [path: string, page: Page])[] = [
  ["/", () => import("../pages/Home")],
  ["/i/:id", () => import("../pages/PicturePage")],
  ["/search", () => import("../pages/Search")],
  ["/t/:tag", () => import("../pages/Tag")],
  ["/upload", () => import("../pages/Upload")],
  ["/settings", () => import("../pages/Settings")],
  ["/login", () => import("../pages/LogIn")],
  ["/signup", () => import("../pages/SignUp")],
  ["/forgot", () => import("../pages/Forgot")],
  // The library knows no parameter within a segment: the page reads the name behind the @ itself.
  ["/:name", () => import("../pages/Profile")],
  ["*", () => import("../pages/NotFound")],
];

/** Without a network the old page stays until there is one. */
const routes = pages.map(([path, page]) => ({ path, Page: lazy(() => onceOnline(page)) }));

/** So that Home's own file comes along with the first one rather than after it, and a picture's before it is needed. */
export function loadAhead(pathname: string): void {
  if (pathname === "/") void pages[0]![1]().catch(() => {});
  // The next page is most likely a picture's.
  whenIdle(() => void pages[1]![1]().catch(() => {}));
}

export function AllRoutes() {
  return (
    <Routes>
      <Route element={<Layout />}>
        {routes.map(({ path, Page }) => <Route key={path} path={path} element={<Shown Page={Page} />} />)}
      </Route>
    </Routes>
  );
}

function Shown({ Page }: { Page: ComponentType }) {
  const { pathname } = useLocation();
  return (
    <Crash at={pathname}>
      <Suspense fallback={<Waiting />}>
        <Page />
      </Suspense>
    </Crash>
  );
}
