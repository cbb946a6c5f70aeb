// A button that copies a text of its own (data-text) or of the page (data-copy, an id); without a script it is not there.
export function start(button) {
  const word = button.textContent;
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.text ?? document.getElementById(button.dataset.copy).textContent);
    document.getElementById('live').textContent = 'Copied';
    if (!word) return;
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = word; }, 2000);
  });
}
