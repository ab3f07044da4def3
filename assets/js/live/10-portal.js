// What Dash draws here appears elsewhere on the page: in the place that the first response has kept for it, or that
// a later view will have.
"use strict";
window.measure_live = {
  Portal: (props) => window.ReactDOM.createPortal(props.children, CM.livePlace(props.target)),
};
