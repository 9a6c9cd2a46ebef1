import { Link, useNavigate, useSearchParams } from "react-router";
import { useArrival } from "../account/arrival";
import { LogInForm } from "../account/LogInForm";
import { addresses, goingTo } from "../app/addresses";
import { pageTexts } from "../texts/pages";
import { useTitle } from "../ui/hooks";
import { codeAddress } from "./SignUp";

const t = pageTexts.account;

export default function LogIn() {
  useTitle(t.logInTitle);
  const { next } = useArrival();
  const [parameters] = useSearchParams();
  const navigate = useNavigate();
  return (
    <div className="form-page">
      <header>
        <h1>{t.logInTitle}</h1>
        {next !== "/" && <p className="soft">{t.toGoOn}</p>}
      </header>
      <LogInForm username={parameters.get("user") ?? ""} done={() => {}}
        unconfirmed={(username) => void navigate(codeAddress(username, next))} />
      <p><Link to={goingTo(addresses.forgot, next)}>{t.forgot}</Link></p>
      <p>{t.noAccount} <Link to={goingTo(addresses.signUp, next)}>{t.signUp}</Link></p>
    </div>
  );
}
