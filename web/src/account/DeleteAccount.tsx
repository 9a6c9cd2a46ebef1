import { useNavigate } from "react-router";
import { queries } from "../api/lists";
import { deleteAccount } from "../api/portal";
import { pageTexts } from "../texts/pages";
import { Dialog } from "../ui/Dialog";
import { FormFailure, Submit, useSubmission } from "../ui/form";
import { notify } from "../ui/notices";
import { PasswordField } from "./PasswordField";

const t = pageTexts.settings;

export default function DeleteAccount({ username, close }: { username: string; close: () => void }) {
  const navigate = useNavigate();
  const { form, submit, pending, errors, failure } = useSubmission(["password"], async ({ password = "" }) => {
    await deleteAccount(password);
    queries.clear();
    void navigate("/", { replace: true });
    notify(t.removed);
  });
  return (
    <Dialog title={t.removeTitle} close={close}>
      <p className="soft">{t.removeWarning(username)}</p>
      <form className="form" ref={form} onSubmit={submit} noValidate>
        <FormFailure failure={failure} />
        <PasswordField name="password" label={pageTexts.account.password} error={errors["password"]} autoFocus />
        <div className="dialog-end">
          <button type="button" className="button" onClick={close}>{t.keep}</button>
          <Submit pending={pending} danger>{t.removeConfirm}</Submit>
        </div>
      </form>
    </Dialog>
  );
}
