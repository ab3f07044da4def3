// What Dash draws here appears elsewhere on the page: in the place that the first response has kept for it.
"use strict";
window.measure_live = {
  Portal: (props) => {
    const place = document.getElementById(props.target);
    return place ? window.ReactDOM.createPortal(props.children, place) : null;
  },
};
