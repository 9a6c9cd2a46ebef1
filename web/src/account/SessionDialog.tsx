import { useState } from "react";
import { pageTexts } from "../texts/pages";
import { Dialog } from "../ui/Dialog";
import { LogInForm } from "./LogInForm";

interface Props {
  readonly username?: string;
  readonly close: () => void;
}

/** Logs in where one is, so that what was written and chosen stays. */
export default function SessionDialog({ username = "", close }: Props) {
  const [open, setOpen] = useState(true);
  if (!open) return null;
  return (
    <Dialog title={pageTexts.account.sessionEnded} close={() => {
      setOpen(false);
      close();
    }}>
      <p className="soft">{pageTexts.account.sessionEndedDetail}</p>
      <LogInForm username={username} done={() => {}} />
    </Dialog>
  );
}
