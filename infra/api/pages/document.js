export const texts = JSON.parse(document.querySelector('#texts').textContent);

export const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};
