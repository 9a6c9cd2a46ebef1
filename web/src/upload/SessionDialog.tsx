import { useState } from "react";
import { useNavigate } from "react-router";
import { LogInForm } from "../account/LogInForm";
import { pageTexts } from "../texts/pages";
import { Dialog } from "../ui/Dialog";

/** Logs in where one is, so that the chosen pictures and their captions stay. */
export default function SessionDialog() {
  const [open, setOpen] = useState(true);
  const navigate = useNavigate();
  if (!open) return null;
  return (
    <Dialog title={pageTexts.upload.sessionEnded} close={() => {
      setOpen(false);
      void navigate("/");
    }}>
      <p className="soft">{pageTexts.upload.sessionEndedDetail}</p>
      <LogInForm done={() => {}} />
    </Dialog>
  );
}
