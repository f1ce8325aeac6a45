export function toast(text, bad = false) {
  const box = document.createElement('div');
  box.className = bad ? 'toast bad' : 'toast';
  if (bad) box.setAttribute('role', 'alert');
  const words = document.createElement('span');
  words.textContent = text;
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = '×';
  close.setAttribute('aria-label', 'Dismiss');
  close.addEventListener('click', () => box.remove());
  box.append(words, close);
  document.getElementById('toasts').append(box);
  setTimeout(() => box.remove(), bad ? 12000 : 5000);
}
