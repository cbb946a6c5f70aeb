// A button that copies a text of the page; without a script it is not there.
export function start(button) {
  const word = button.textContent;
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = 'Copied';
    document.getElementById('live').textContent = 'Copied';
    setTimeout(() => { button.textContent = word; }, 2000);
  });
}
