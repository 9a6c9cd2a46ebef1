import { useId, useState } from "react";
import { texts } from "../texts";
import { chooseTheme, currentTheme, themes } from "./theme";

export function ThemeChoice() {
  const [theme, setTheme] = useState(currentTheme);
  const name = useId();
  return (
    <fieldset className="themes">
      <legend>{texts.layout.theme}</legend>
      {themes.map((one) => (
        <label key={one}>
          <input type="radio" name={name} checked={theme === one} onChange={() => {
            chooseTheme(one);
            setTheme(one);
          }} />
          <span>{texts.layout.themes[one]}</span>
        </label>
      ))}
    </fieldset>
  );
}
