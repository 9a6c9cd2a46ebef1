import { useEffect } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { nextOf } from "../app/addresses";
import { useSessionState } from "../ui/hooks";

/** For pages that lead to a session: who has one goes where they were going. */
export function useArrival(): { readonly next: string } {
  const [parameters] = useSearchParams();
  const next = nextOf(parameters);
  const navigate = useNavigate();
  const { kind } = useSessionState();
  useEffect(() => {
    if (kind === "in") void navigate(next, { replace: true });
  }, [kind, next, navigate]);
  return { next };
}
