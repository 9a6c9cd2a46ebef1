import type { ReactNode } from "react";
import { Navigate, useLocation } from "react-router";
import type { Session } from "../api/types";
import { useSession } from "../ui/hooks";
import { addresses, goingTo } from "./addresses";

/** What needs a session asks for one and then goes on. */
export function Protected({ children }: { children: (session: Session) => ReactNode }) {
  const session = useSession();
  const { pathname, search } = useLocation();
  return session ? children(session) : <Navigate to={goingTo(addresses.logIn, pathname + search)} replace />;
}
