// What the phone's clock says when a form is sent. The server keeps its own time and notes this as a claim.
document.addEventListener("submit", ({ target }) => {
  for (const field of target.querySelectorAll('input[name="phone_time"]')) field.value = new Date().toISOString();
}, true);
