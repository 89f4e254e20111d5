/** Asks the element's own question. True when there is none, or the answer is yes. @param {HTMLElement} element @returns {Promise<boolean>} */
export function askFirst(element) {
  const question = element.querySelector('template[data-confirm]');
  if (!question) return Promise.resolve(true);
  const dialog = document.getElementById('confirm');
  dialog.replaceChildren(question.content.cloneNode(true));
  const title = dialog.querySelector('h2');
  title.id = 'confirm-title';
  dialog.setAttribute('aria-labelledby', title.id);
  dialog.returnValue = 'deny';
  dialog.showModal();
  dialog.querySelector('button[value="confirm"]').focus();
  return new Promise((resolve) => {
    dialog.onclick = (event) => {
      const button = event.target.closest('button[value]');
      if (button) dialog.close(button.value);
    };
    dialog.onclose = () => resolve(dialog.returnValue === 'confirm');
  });
}
