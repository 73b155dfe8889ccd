module.exports = { title: '자료구조 공책' };
