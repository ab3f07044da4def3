// The colour spaces that figures of this site are written in; culori's own entry brings thirty.
import { converter, formatHex, formatRgb, wcagContrast, wcagLuminance } from 'culori/fn';
import { modeHsl, modeLrgb, modeRgb, useMode } from 'culori/fn';

useMode(modeRgb);
useMode(modeHsl);
useMode(modeLrgb); // contrast is measured in it

export { converter, formatHex, formatRgb, wcagContrast, wcagLuminance };
