'use strict';
// French months, separators and words; read before or after the others.

const locale = require('plotly.js/lib/locales/fr');

if (window.Plotly) window.Plotly.register(locale);
else (window.PlotlyLocales = window.PlotlyLocales || []).push(locale);
